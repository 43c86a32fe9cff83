/** One row of the table, updated in place. */
import { bytes, shortCount as count, duration, memory, percent } from '../profile/figures.ts';
import type { CacheRow } from '../profile/rows.ts';
import { el, setAttribute, setText } from './dom.ts';
import { menuContext } from './rowActions.ts';
import { Sparkline } from './sparkline.ts';
import { adviceText, kindText, text } from './text.ts';

export interface RowActions {
  select(key: string): void;
  reveal(row: CacheRow): void;
}

export const none = '–';

/** With a word before it there is room for one figure less; the same number is written in the same way. */
const shorter = (was: number, now: number): string => (was === now ? count(was) : count(was, 1e7));

/** A number, and below it what it was before. */
class NumberCell {
  private readonly value = el('span', { class: 'value' });
  private readonly was = el('span', { class: 'was', hidden: true });
  readonly element: HTMLTableCellElement;

  constructor(column: string) {
    this.element = el('td', { class: `num col-${column}` }, this.value, this.was);
  }

  update(value: string, was?: string): void {
    setText(this.value, value);
    this.was.hidden = was === undefined;
    // what has not changed need not be said twice
    if (was !== undefined) setText(this.was, was === '' || was === value ? '' : text.was(was));
  }
}

export class RowView {
  private row: CacheRow;
  private readonly name = el('button', { class: 'name', type: 'button' });
  private readonly place = el('button', { class: 'place link', type: 'button' });
  private readonly kind = el('td', { class: 'col-kind' });
  private readonly rate = el('span', { class: 'rate-number' });
  private readonly fill = el('span', { class: 'bar-fill' });
  private readonly advice = el('span');
  private readonly adviceRest = el('span', { class: 'advice-rest' });
  private readonly adviceLine = el('span', { class: 'advice' }, this.advice, this.adviceRest);
  private readonly cells = {
    calls: new NumberCell('calls'),
    hits: new NumberCell('hits'),
    misses: new NumberCell('misses'),
    size: new NumberCell('size'),
    maxSize: new NumberCell('maxSize'),
    evictions: new NumberCell('evictions'),
    memory: new NumberCell('memory'),
    missMs: new NumberCell('missMs'),
    savedMs: new NumberCell('savedMs'),
  };
  private readonly spark = new Sparkline();
  private readonly trendWords = el('span', { class: 'hidden-text' });
  readonly element: HTMLTableRowElement;

  constructor(row: CacheRow, actions: RowActions) {
    this.row = row;
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, this.fill);
    const { calls, hits, misses, size, maxSize, evictions, memory: held, missMs, savedMs } = this.cells;
    const rate = el('span', { class: 'rate' }, this.rate, bar);
    this.element = el(
      'tr',
      {},
      el('th', { scope: 'row', class: 'col-name' }, this.name, this.place),
      this.kind,
      ...[calls, hits, misses].map(({ element }) => element),
      el('td', { class: 'num col-rate' }, rate, this.adviceLine),
      ...[size, maxSize, evictions, held, missMs, savedMs].map(({ element }) => element),
      el('td', { class: 'col-trend' }, this.spark.element, this.trendWords),
    );
    this.name.addEventListener('click', () => actions.select(this.row.key));
    this.place.addEventListener('click', () => actions.reveal(this.row));
    this.element.addEventListener('click', (event) => {
      if (!(event.target instanceof HTMLButtonElement)) actions.select(this.row.key);
    });
  }

  /**
   * @param index of the row among all, from 1; the head is row 1
   * @param comparing another run's numbers stand below these
   */
  update(row: CacheRow, index: number, selected: boolean, live: boolean, comparing: boolean): void {
    this.row = row;
    setText(this.name, row.name);
    setAttribute(this.name, 'title', row.name); // it may be cut off
    setAttribute(this.name, 'aria-expanded', String(selected));
    setAttribute(this.element, 'aria-rowindex', String(index + 1));
    setAttribute(this.element, 'data-vscode-context', menuContext(row, live));
    setText(this.place, row.place);
    this.place.hidden = row.place === '';
    setAttribute(this.place, 'title', row.site ? `${row.site.file}:${row.site.line}` : undefined);
    setText(this.kind, kindText(row.kind));
    this.updateNumbers(row, comparing);
    this.updateRate(row, comparing);
    this.updateTrend(row.trend);
    this.element.classList.toggle('selected', selected);
  }

  private updateNumbers(row: CacheRow, comparing: boolean): void {
    const { was } = row;
    const before = (show: (numbers: NonNullable<CacheRow['was']>) => string): string | undefined =>
      comparing ? (was ? show(was) : '') : undefined;
    const { calls, hits, misses, size, maxSize, evictions, memory: held, missMs, savedMs } = this.cells;
    calls.update(
      count(row.calls),
      before((w) => shorter(w.calls, row.calls)),
    );
    hits.update(count(row.hits));
    misses.update(count(row.misses));
    size.update(
      count(row.size),
      before((w) => shorter(w.size, row.size)),
    );
    maxSize.update(row.maxSize === undefined ? none : count(row.maxSize));
    evictions.update(count(row.evictions));
    held.update(
      row.memory ? memory(row.memory) : none,
      before((w) => (w.memoryBytes > 0 && w.memoryBytes !== row.memory?.bytes ? bytes(w.memoryBytes) : '')),
    );
    missMs.update(row.missMs === undefined ? none : duration(row.missMs));
    savedMs.update(row.savedMs === undefined ? none : duration(row.savedMs));
  }

  private updateRate(row: CacheRow, comparing: boolean): void {
    const now = row.rate === undefined ? none : percent(row.rate);
    setText(this.rate, now);
    const part = `scaleX(${(row.rate ?? 0).toFixed(3)})`;
    if (this.fill.style.transform !== part) this.fill.style.transform = part;
    const [short, rest] = row.bypassed ? [text.bypassed, ''] : adviceText(row.advice, row.kind === 'candidate');
    if (comparing) {
      const was = row.was?.rate === undefined ? now : percent(row.was.rate);
      setText(this.advice, !row.was ? text.added : was === now ? '' : text.was(was));
      setText(this.adviceRest, '');
    } else {
      setText(this.advice, short);
      setText(this.adviceRest, rest);
    }
    setAttribute(this.adviceLine, 'title', comparing ? undefined : short + rest || undefined);
    setAttribute(this.element, 'data-advice', row.bypassed ? 'bypassed' : row.advice);
    this.adviceLine.classList.toggle('was-rate', comparing);
  }

  private updateTrend(trend: string): void {
    const ends = this.spark.set(trend);
    if (!ends) return;
    const [first, last] = ends;
    setText(
      this.trendWords,
      first === undefined || last === undefined ? none : text.trend(percent(first), percent(last)),
    );
  }
}
