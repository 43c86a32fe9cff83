/** The sums of the rows that show. */
import { shortCount as count, duration, memory, percent } from '../profile/figures.ts';
import { type CacheRow, totalsOf } from '../profile/rows.ts';
import { el, setText } from './dom.ts';
import { none } from './row.ts';
import { text } from './text.ts';

export class FootView {
  private readonly caches = el('span');
  private readonly name = el(
    'th',
    { scope: 'row', class: 'col-name' },
    el('span', { class: 'total' }, `${text.total}: `),
    this.caches,
  );
  private readonly cells = {
    calls: el('span', { class: 'value' }),
    hits: el('span', { class: 'value' }),
    misses: el('span', { class: 'value' }),
    rate: el('span', { class: 'value' }),
    size: el('span', { class: 'value' }),
    evictions: el('span', { class: 'value' }),
    memory: el('span', { class: 'value' }),
    savedMs: el('span', { class: 'value' }),
  };
  readonly element: HTMLTableSectionElement;

  constructor() {
    const blank = (column: string): HTMLElement => el('td', { class: `col-${column}` });
    const cell = (column: keyof typeof this.cells): HTMLElement =>
      el('td', { class: `num col-${column}` }, this.cells[column]);
    this.element = el(
      'tfoot',
      {},
      el(
        'tr',
        {},
        ...[this.name, blank('kind'), cell('calls'), cell('hits'), cell('misses'), cell('rate'), cell('size')],
        ...[blank('maxSize'), cell('evictions'), cell('memory'), blank('missMs'), cell('savedMs'), blank('trend')],
      ),
    );
  }

  /** The sums of the rows; of a single row they would say nothing new. */
  update(rows: readonly CacheRow[]): void {
    this.element.hidden = rows.length < 2;
    const totals = totalsOf(rows);
    setText(this.caches, text.caches(totals.caches));
    setText(this.cells.calls, count(totals.calls));
    setText(this.cells.hits, count(totals.hits));
    setText(this.cells.misses, count(totals.misses));
    setText(this.cells.rate, totals.rate === undefined ? none : percent(totals.rate));
    setText(this.cells.size, count(totals.size));
    setText(this.cells.evictions, count(totals.evictions));
    setText(this.cells.memory, totals.memory ? memory(totals.memory) : none);
    setText(this.cells.savedMs, totals.savedMs === undefined ? none : duration(totals.savedMs));
  }
}
