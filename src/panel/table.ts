/** The table of caches: rows are kept by key, so numbers change in place; of very many only those near the view exist. */
import { type Grouping, groupsOf, type RowGroup, shortNames } from '../profile/groups.ts';
import { type CacheRow, filtered, type Order, sorted } from '../profile/rows.ts';
import { arrange, el, setAttribute } from './dom.ts';
import { FootView } from './foot.ts';
import { GroupView } from './groupRow.ts';
import { HeadView, nextOrder } from './head.ts';
import { RowView, type RowActions } from './row.ts';
import { type Heights, rowsInView } from './rowsInView.ts';
import { kindText, text } from './text.ts';

export interface TableActions extends RowActions {
  order(order: Order): void;
  toggleGroup(key: string): void;
  /** @param top pixels, once scrolling has come to rest */
  scrolled(top: number): void;
}

/** What to show, and how. */
export interface TableModel {
  readonly rows: readonly CacheRow[];
  readonly order: Order;
  readonly filter: string;
  readonly grouping: Grouping;
  readonly closed: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly comparing: boolean;
  isLive(row: CacheRow): boolean;
}

type Item = { readonly row: CacheRow } | { readonly group: RowGroup };

export class TableView {
  private readonly body = el('tbody');
  private readonly above = el('tbody', { 'aria-hidden': 'true' }, el('tr', { class: 'spacer' }, el('td')));
  private readonly below = el('tbody', { 'aria-hidden': 'true' }, el('tr', { class: 'spacer' }, el('td')));
  private readonly foot = new FootView();
  private readonly head: HeadView;
  private readonly views = new Map<string, RowView>();
  private readonly groupViews = new Map<string, GroupView>();
  private readonly noMatch = el('p', { class: 'no-match', hidden: true }, text.noMatch);
  private readonly table: HTMLTableElement;
  private items: readonly Item[] = [];
  private files = new Map<string, string>();
  private model: TableModel | undefined;
  private top = 0;
  private height = 1000;
  private heights: Heights = { row: 40, group: 24 };
  private order: Order = { column: 'calls', descending: true };
  readonly element: HTMLElement;

  /** @param wanted pixels that the table was scrolled when the page was thrown away */
  constructor(
    private readonly actions: TableActions,
    private wanted = 0,
  ) {
    this.head = new HeadView((column) => actions.order(nextOrder(this.order, column)));
    const caption = el('caption', { class: 'hidden-text' }, text.title);
    this.table = el('table', {}, caption, this.head.element, this.above, this.body, this.below, this.foot.element);
    const attributes = { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': text.title };
    this.element = el('div', attributes, this.table, this.noMatch);
    // Where the list is scrolled to and how high it is are kept: asking in the middle of an update costs a layout.
    this.element.addEventListener('scroll', () => this.look(), { passive: true });
    this.element.addEventListener('scrollend', () => actions.scrolled(this.top));
    new ResizeObserver(() => this.look()).observe(this.element);
    new ResizeObserver(() => {
      this.measure();
      this.render();
    }).observe(this.body);
    this.body.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Shows the rows that match; returns them in their order. */
  update(model: TableModel): CacheRow[] {
    const { rows, order, filter, grouping, closed } = model;
    this.model = model;
    this.order = order;
    this.head.show(order);
    const shown = sorted(filtered(rows, filter), order);
    const keys = new Set(rows.map((row) => row.key));
    for (const key of this.views.keys()) if (!keys.has(key)) this.views.delete(key);
    const groups = groupsOf(shown, grouping);
    if (grouping === 'file') this.files = shortNames(groups.map(({ key }) => key));
    this.items = groups.flatMap((group): Item[] => [
      ...(grouping === 'none' ? [] : [{ group }]),
      ...(grouping !== 'none' && closed.has(group.key) ? [] : group.rows.map((row) => ({ row }))),
    ]);
    setAttribute(this.table, 'aria-rowcount', String(this.items.length + 1));
    this.foot.update(shown);
    this.noMatch.hidden = shown.length > 0 || rows.length === 0;
    this.render();
    if (this.wanted > 0 && this.items.length > 0) {
      this.element.scrollTop = this.wanted;
      this.wanted = 0;
      this.look();
    }
    return shown;
  }

  focusRow(key: string): void {
    this.focusItem(this.items.findIndex((item) => 'row' in item && item.row.key === key));
  }

  private render(): void {
    const { model, items } = this;
    if (!model) return;
    const isGroup = (i: number): boolean => 'group' in (items[i] as Item);
    const view = rowsInView(items.length, isGroup, this.heights, this.top, this.height);
    const elements: Element[] = [];
    for (let i = view.from; i < view.to; i++) elements.push(this.made(items[i] as Item, i + 1, model));
    arrange(this.body, elements);
    for (const [spacer, height] of [
      [this.above, view.above],
      [this.below, view.below],
    ] as const) {
      spacer.hidden = height === 0;
      const row = spacer.firstElementChild as HTMLElement;
      if (height > 0 && row.style.height !== `${height}px`) row.style.height = `${height}px`;
    }
  }

  /** Shows the part that is scrolled to. */
  private look(): void {
    this.top = this.element.scrollTop;
    this.height = this.element.clientHeight || this.height;
    this.render();
  }

  /** Learns the heights of rows, which depend on the font and the zoom. */
  private measure(): void {
    const height = (selector: string, otherwise: number): number =>
      this.body.querySelector<HTMLElement>(selector)?.offsetHeight || otherwise;
    this.heights = { row: height('tr:not(.group)', this.heights.row), group: height('tr.group', this.heights.group) };
  }

  private made(item: Item, index: number, model: TableModel): Element {
    if ('group' in item) {
      const { key } = item.group;
      let view = this.groupViews.get(key);
      if (!view) this.groupViews.set(key, (view = new GroupView(() => this.actions.toggleGroup(key))));
      view.update(item.group, this.groupName(key, model.grouping), key, index, !model.closed.has(key));
      return view.element;
    }
    const { row } = item;
    let view = this.views.get(row.key);
    if (!view) this.views.set(row.key, (view = new RowView(row, this.actions)));
    view.update(row, index, row.key === model.selected, model.isLive(row), model.comparing);
    return view.element;
  }

  private groupName(key: string, grouping: Grouping): string {
    if (grouping === 'kind') return kindText(key);
    if (grouping === 'process') return text.processName(...(key.split('-') as [string, string]));
    return key === '' ? text.noFile : (this.files.get(key) ?? key);
  }

  /** Up and down go from row to row, Home and End to the first and last. */
  private onKey(event: KeyboardEvent): void {
    const index = this.items.findIndex((_, i) => this.viewOf(i)?.contains(event.target as Node));
    const last = this.items.length - 1;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last }[event.key];
    if (index < 0 || to === undefined) return;
    event.preventDefault();
    this.focusItem(Math.max(0, Math.min(last, to)));
  }

  private viewOf(index: number): Element | undefined {
    const item = this.items[index];
    if (!item) return undefined;
    return 'group' in item ? this.groupViews.get(item.group.key)?.element : this.views.get(item.row.key)?.element;
  }

  private focusItem(index: number): void {
    if (index < 0) return;
    if (!this.viewOf(index)?.isConnected) {
      const above = this.items.slice(0, index);
      const top = above.reduce((y, item) => y + ('group' in item ? this.heights.group : this.heights.row), 0);
      this.element.scrollTop = Math.max(0, top - this.height / 2);
      this.look();
    }
    const view = this.viewOf(index);
    view?.scrollIntoView({ block: 'nearest' });
    view?.querySelector('button')?.focus({ preventScroll: true });
  }
}
