/** The table of caches: rows are kept by key, so numbers change in place. */
import { count, memory, percent } from '../profile/figures.ts';
import { type CacheRow, filtered, type Order, sorted, totalsOf } from '../profile/rows.ts';
import { arrange, el, setText } from './dom.ts';
import { HeadView, nextOrder } from './head.ts';
import { none, type RowActions, RowView } from './row.ts';
import { text } from './text.ts';

export interface TableActions extends RowActions {
  order(order: Order): void;
}

class FootView {
  private readonly caches = el('th', { scope: 'row', class: 'col-name' });
  private readonly cells = {
    calls: el('td', { class: 'num col-calls' }),
    hits: el('td', { class: 'num col-hits' }),
    misses: el('td', { class: 'num col-misses' }),
    rate: el('td', { class: 'num col-rate' }),
    size: el('td', { class: 'num col-size' }),
    evictions: el('td', { class: 'num col-evictions' }),
    memory: el('td', { class: 'num col-memory' }),
  };
  readonly element: HTMLTableSectionElement;

  constructor() {
    const { calls, hits, misses, rate, size, evictions, memory: bytes } = this.cells;
    const kind = el('td', { class: 'col-kind' });
    const max = el('td', { class: 'col-maxSize' });
    const trend = el('td', { class: 'col-trend' });
    this.element = el(
      'tfoot',
      {},
      el('tr', {}, this.caches, kind, calls, hits, misses, rate, size, max, evictions, bytes, trend),
    );
  }

  /** The sums of the rows; of a single row they would say nothing new. */
  update(rows: readonly CacheRow[]): void {
    this.element.hidden = rows.length < 2;
    const totals = totalsOf(rows);
    setText(this.caches, `${text.total}: ${text.caches(totals.caches)}`);
    setText(this.cells.calls, count(totals.calls));
    setText(this.cells.hits, count(totals.hits));
    setText(this.cells.misses, count(totals.misses));
    setText(this.cells.rate, totals.rate === undefined ? none : percent(totals.rate));
    setText(this.cells.size, count(totals.size));
    setText(this.cells.evictions, count(totals.evictions));
    setText(this.cells.memory, totals.memory ? memory(totals.memory) : none);
  }
}

export class TableView {
  private readonly body = el('tbody');
  private readonly foot = new FootView();
  private readonly head: HeadView;
  private readonly views = new Map<string, RowView>();
  private readonly noMatch = el('p', { class: 'no-match', hidden: true }, text.noMatch);
  private order: Order = { column: 'calls', descending: true };
  readonly element: HTMLElement;

  constructor(private readonly actions: TableActions) {
    this.head = new HeadView((column) => actions.order(nextOrder(this.order, column)));
    const caption = el('caption', { class: 'hidden-text' }, text.title);
    const table = el('table', {}, caption, this.head.element, this.body, this.foot.element);
    this.element = el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': text.title },
      table,
      this.noMatch,
    );
  }

  /** Shows the rows that match; returns them in their order. */
  update(rows: readonly CacheRow[], order: Order, filter: string, selected: string | undefined): CacheRow[] {
    this.order = order;
    this.head.show(order);
    const shown = sorted(filtered(rows, filter), order);
    const keys = new Set(rows.map((row) => row.key));
    for (const key of this.views.keys()) if (!keys.has(key)) this.views.delete(key);
    const elements = shown.map((row) => {
      let view = this.views.get(row.key);
      if (!view) this.views.set(row.key, (view = new RowView(row, this.actions)));
      view.update(row, row.key === selected);
      return view.element;
    });
    arrange(this.body, elements);
    this.foot.update(shown);
    this.noMatch.hidden = shown.length > 0 || rows.length === 0;
    return shown;
  }

  focusRow(key: string): void {
    const view = this.views.get(key);
    view?.element.scrollIntoView({ block: 'nearest' });
    view?.element.querySelector('button')?.focus();
  }
}
