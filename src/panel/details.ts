/** Everything about the selected cache, and what can be done with it; in a narrow view the place for hidden columns. */
import { adviceText } from '../profile/advice.ts';
import { count, duration, memory, percent } from '../profile/figures.ts';
import type { CacheRow } from '../profile/rows.ts';
import { el } from './dom.ts';
import { none } from './row.ts';
import { columnText, kindText, text } from './text.ts';

export interface DetailActions {
  reveal(row: CacheRow): void;
  clear(row: CacheRow): void;
  copy(text: string): void;
  advise(row: CacheRow, action: 'memoize' | 'remove'): void;
  close(): void;
}

function facts(row: CacheRow): [string, string][] {
  const all: [string, string | undefined][] = [
    [text.advice, adviceText(row.advice, row.kind === 'candidate') || undefined],
    [columnText.kind.head, kindText(row.kind)],
    [columnText.calls.head, count(row.calls)],
    [columnText.hits.head, count(row.hits)],
    [columnText.misses.head, count(row.misses)],
    [columnText.rate.head, row.rate === undefined ? none : percent(row.rate)],
    [columnText.size.head, count(row.size)],
    [text.peak, row.peakSize > row.size ? count(row.peakSize) : undefined],
    [columnText.maxSize.head, row.maxSize === undefined ? text.unbounded : count(row.maxSize)],
    [columnText.evictions.head, count(row.evictions)],
    [columnText.memory.head, row.memory ? memory(row.memory) : none],
    [text.tables, row.tables > 1 ? count(row.tables) : undefined],
    [text.missTime, row.missMs === undefined ? undefined : duration(row.missMs)],
    [text.process, row.process.replace(/-0$/, '')],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

/** The row as one line of text, for a message to a colleague. */
export const rowText = (row: CacheRow): string =>
  [`${row.name}${row.place ? ` (${row.place})` : ''}`, ...facts(row).map(([name, value]) => `${name}: ${value}`)]
    .join(', ')
    .replaceAll('\u00a0', ' ');

export class DetailsView {
  private readonly title = el('h2');
  private readonly list = el('dl');
  private readonly buttons: Readonly<Record<'reveal' | 'clear' | 'copy' | 'advise' | 'close', HTMLElement>>;
  private row: CacheRow | undefined;
  private shown = '';
  readonly element: HTMLElement;

  constructor(actions: DetailActions) {
    const button = (label: string, run: (row: CacheRow) => void): HTMLElement => {
      const made = el('button', { type: 'button', class: 'action' }, label);
      made.addEventListener('click', () => this.row && run(this.row));
      return made;
    };
    this.buttons = {
      reveal: button(text.reveal, (row) => actions.reveal(row)),
      clear: button(text.clear, (row) => actions.clear(row)),
      copy: button(text.copy, (row) => actions.copy(rowText(row))),
      advise: button('', (row) => actions.advise(row, row.kind === 'candidate' ? 'memoize' : 'remove')),
      close: button(text.close, () => actions.close()),
    };
    const { advise, reveal, clear, copy, close } = this.buttons;
    const bar = el('div', { class: 'actions' }, advise, reveal, clear, copy, close);
    this.element = el('section', { class: 'details', hidden: true }, this.title, this.list, bar);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') actions.close();
    });
  }

  update(row: CacheRow | undefined, canClear: boolean): void {
    this.row = row;
    this.element.hidden = row === undefined;
    if (!row) return;
    const { reveal, clear, advise } = this.buttons;
    reveal.hidden = row.site === undefined;
    clear.hidden = !canClear || row.kind === 'candidate';
    advise.hidden = !row.site || (row.kind === 'candidate' ? row.advice !== 'pays' : row.advice !== 'costs');
    advise.textContent = row.kind === 'candidate' ? text.memoize : text.remove;
    const all = facts(row);
    const now = JSON.stringify([row.name, all]);
    if (now === this.shown) return;
    this.shown = now;
    this.title.textContent = row.place ? `${row.name} · ${row.place}` : row.name;
    this.element.setAttribute('aria-label', text.details(row.name));
    this.list.replaceChildren(...all.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
  }
}
