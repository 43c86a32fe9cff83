/** One row of the table, updated in place. */
import { adviceText } from '../profile/advice.ts';
import { count, memory, percent } from '../profile/figures.ts';
import type { CacheRow } from '../profile/rows.ts';
import { el, setAttribute, setText } from './dom.ts';
import { Sparkline } from './sparkline.ts';
import { kindText, text } from './text.ts';

export interface RowActions {
  select(key: string): void;
  reveal(row: CacheRow): void;
}

export const none = '–';

export class RowView {
  private row: CacheRow;
  private readonly name = el('button', { class: 'name', type: 'button' });
  private readonly place = el('button', { class: 'place link', type: 'button' });
  private readonly kind = el('td', { class: 'col-kind' });
  private readonly calls = el('td', { class: 'num col-calls' });
  private readonly hits = el('td', { class: 'num col-hits' });
  private readonly misses = el('td', { class: 'num col-misses' });
  private readonly rate = el('span', { class: 'rate-number' });
  private readonly fill = el('span', { class: 'bar-fill' });
  private readonly advice = el('span', { class: 'advice' });
  private readonly size = el('td', { class: 'num col-size' });
  private readonly maxSize = el('td', { class: 'num col-maxSize' });
  private readonly evictions = el('td', { class: 'num col-evictions' });
  private readonly memory = el('td', { class: 'num col-memory' });
  private readonly spark = new Sparkline();
  private readonly trendWords = el('span', { class: 'hidden-text' });
  readonly element: HTMLTableRowElement;

  constructor(row: CacheRow, actions: RowActions) {
    this.row = row;
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, this.fill);
    this.element = el(
      'tr',
      {},
      el('th', { scope: 'row', class: 'col-name' }, this.name, this.place),
      this.kind,
      this.calls,
      this.hits,
      this.misses,
      el('td', { class: 'num col-rate' }, el('span', { class: 'rate' }, this.rate, bar), this.advice),
      this.size,
      this.maxSize,
      this.evictions,
      this.memory,
      el('td', { class: 'col-trend' }, this.spark.element, this.trendWords),
    );
    this.name.addEventListener('click', () => actions.select(this.row.key));
    this.place.addEventListener('click', () => actions.reveal(this.row));
    this.element.addEventListener('click', (event) => {
      if (!(event.target instanceof HTMLButtonElement)) actions.select(this.row.key);
    });
  }

  update(row: CacheRow, selected: boolean): void {
    this.row = row;
    setText(this.name, row.name);
    setAttribute(this.name, 'aria-expanded', String(selected));
    setText(this.place, row.place);
    this.place.hidden = row.place === '';
    setAttribute(this.place, 'title', row.site ? `${row.site.file}:${row.site.line}` : undefined);
    setText(this.kind, kindText(row.kind));
    setText(this.calls, count(row.calls));
    setText(this.hits, count(row.hits));
    setText(this.misses, count(row.misses));
    setText(this.size, count(row.size));
    setText(this.maxSize, row.maxSize === undefined ? none : count(row.maxSize));
    setText(this.evictions, count(row.evictions));
    setText(this.memory, row.memory ? memory(row.memory) : none);
    this.updateRate(row);
    this.updateTrend(row.trend);
    this.element.classList.toggle('selected', selected);
  }

  private updateRate(row: CacheRow): void {
    setText(this.rate, row.rate === undefined ? none : percent(row.rate));
    this.fill.style.width = `${(row.rate ?? 0) * 100}%`;
    setText(this.advice, adviceText(row.advice, row.kind === 'candidate'));
    setAttribute(this.element, 'data-advice', row.advice);
  }

  private updateTrend(trend: readonly number[]): void {
    this.spark.set(trend);
    const first = trend[0];
    const last = trend.at(-1);
    setText(
      this.trendWords,
      first === undefined || last === undefined ? none : text.trend(percent(first), percent(last)),
    );
  }
}
