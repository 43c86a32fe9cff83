/** The sums of the rows that show. */
import { count, duration, memory, percent } from '../profile/figures.ts';
import { type CacheRow, totalsOf } from '../profile/rows.ts';
import { el, setText } from './dom.ts';
import { none } from './row.ts';
import { text } from './text.ts';

export class FootView {
  private readonly caches = el('th', { scope: 'row', class: 'col-name' });
  private readonly cells = {
    calls: el('td', { class: 'num col-calls' }),
    hits: el('td', { class: 'num col-hits' }),
    misses: el('td', { class: 'num col-misses' }),
    rate: el('td', { class: 'num col-rate' }),
    size: el('td', { class: 'num col-size' }),
    evictions: el('td', { class: 'num col-evictions' }),
    memory: el('td', { class: 'num col-memory' }),
    saved: el('td', { class: 'num col-savedMs' }),
  };
  readonly element: HTMLTableSectionElement;

  constructor() {
    const { calls, hits, misses, rate, size, evictions, memory: bytes, saved } = this.cells;
    const blank = (column: string): HTMLElement => el('td', { class: `col-${column}` });
    this.element = el(
      'tfoot',
      {},
      el(
        'tr',
        {},
        ...[this.caches, blank('kind'), calls, hits, misses, rate, size, blank('maxSize'), evictions, bytes],
        ...[blank('missMs'), saved, blank('trend')],
      ),
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
    setText(this.cells.saved, totals.savedMs === undefined ? none : duration(totals.savedMs));
  }
}
