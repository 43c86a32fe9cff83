/** Everything about the selected cache, and what can be done with it; in a narrow view the place for hidden columns. */
import { bytes, count, percent, roughly, seconds } from '../profile/figures.ts';
import { knee } from '../profile/knee.ts';
import { type CacheRow, keepsFiles } from '../profile/rows.ts';
import type { Exact, PictureAnswer, RowAction } from '../protocol/panel.ts';
import type { MemoryHistory } from '../protocol/run.ts';
import { Chart } from './chart.ts';
import { arrange, el, setAttribute, setText } from './dom.ts';
import { facts } from './facts.ts';
import { t } from './l10n.ts';
import { MissedKeysView } from './missedKeys.ts';
import { RecursionView } from './recursion.ts';
import { actionsOf, actionText } from './rowActions.ts';
import { text } from './text.ts';

export interface DetailActions {
  act(row: CacheRow, action: RowAction): void;
  cancelMeasure(): void;
  close(): void;
}

/** What is known of the selected row beyond its numbers. */
export interface DetailModel {
  readonly row: CacheRow | undefined;
  readonly live: boolean;
  readonly exact: Exact | undefined;
  readonly memory: MemoryHistory | undefined;
  readonly picture: PictureAnswer | undefined;
}

/** "50 kB" rather than "50.0 kB", for an axis */
const roundBytes = (n: number): string => bytes(n).replace(/[.,]0(?=\s)/, '');

export class DetailsView {
  private readonly title = el('h2');
  private readonly list = el('dl');
  private readonly buttons = new Map<string, HTMLElement>();
  private readonly bar = el('div', { class: 'actions' });
  private readonly close: HTMLElement;
  private readonly cancel: HTMLElement;
  private readonly curve = new Chart(t('Hit rate by cache size'), {
    ...{ logarithmic: true, top: 1, x: roughly },
    y: (rate) => `${Math.round(rate * 100)} %`,
  });
  private readonly memory = new Chart(t('Memory over time'), { x: seconds, y: roundBytes, stepped: true });
  private readonly keys = new MissedKeysView();
  private readonly recursion = new RecursionView();
  private row: CacheRow | undefined;
  private shown = '';
  readonly element: HTMLElement;

  constructor(private readonly actions: DetailActions) {
    const button = (label: string, title: string | undefined, run: () => void): HTMLElement => {
      const made = el('button', { type: 'button', class: 'action', title }, label);
      made.addEventListener('click', run);
      return made;
    };
    for (const [action, { label, title }] of Object.entries(actionText)) {
      const run = (): void => void (this.row && actions.act(this.row, action as RowAction));
      this.buttons.set(action, button(label, title, run));
    }
    this.close = button('×', text.close, () => actions.close());
    this.close.classList.add('close');
    this.close.setAttribute('aria-label', text.close);
    this.cancel = button(text.cancel, undefined, () => actions.cancelMeasure());
    const parts = [this.curve, this.memory, this.keys, this.recursion].map(({ element }) => element);
    this.element = el(
      'section',
      { class: 'details', hidden: true },
      ...[el('div', { class: 'details-head' }, this.title, this.close), this.bar, this.list],
      el('div', { class: 'parts' }, ...parts),
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') actions.close();
    });
  }

  update({ row, live, exact, memory, picture }: DetailModel): void {
    this.row = row;
    this.element.hidden = row === undefined;
    if (!row) return;
    const measuring = exact?.state === 'running';
    const actions = actionsOf(row, live).filter((action) => !(measuring && action === 'measure'));
    const buttons = actions.map((action) => this.buttons.get(action) as HTMLElement);
    for (const [action, { label, title }] of Object.entries(actionText)) {
      const deletes = keepsFiles(row.kind) && (action === 'clear' || action === 'bypass');
      const button = this.buttons.get(action) as HTMLElement;
      setText(button, deletes ? `${label}…` : label);
      setAttribute(button, 'title', deletes ? text.filesTitle : title);
    }
    arrange(this.bar, [...buttons, ...(measuring ? [this.cancel] : [])]);
    const all = facts(row, exact);
    const now = JSON.stringify([row.name, row.place, all]);
    if (now !== this.shown) {
      this.shown = now;
      setText(this.title, row.place ? `${row.name} · ${row.place}` : row.name);
      this.element.setAttribute('aria-label', text.details(row.name));
      this.list.replaceChildren(...all.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
    }
    this.updateCurve(row);
    this.updateMemory(memory);
    this.keys.update(row);
    this.recursion.update(picture);
  }

  private updateCurve({ curve, rate }: CacheRow): void {
    if (curve.length < 2) return this.curve.update(undefined, '');
    const bend = knee(curve);
    const last = curve.at(-1) as { size: number; rate: number };
    const most = t('With {0} entries {1} would hit; now it is {2}.', count(last.size), percent(last.rate), percent(rate ?? 0)); // prettier-ignore
    const words = bend ? t('The curve bends at {0} entries: {1}. ', count(bend.size), percent(bend.rate)) : '';
    const line = { xs: curve.map(({ size }) => Math.max(1, size)), ys: curve.map((point) => point.rate) };
    this.curve.update(bend ? { ...line, mark: Math.max(1, bend.size) } : line, words + most);
  }

  private updateMemory(history: MemoryHistory | undefined): void {
    if (!history || history.times.length < 2) return this.memory.update(undefined, '');
    const { times, bytes: held } = history;
    const words = t('From {0} to {1}, at most {2}.', bytes(held[0] as number), bytes(held.at(-1) as number), bytes(Math.max(...held))); // prettier-ignore
    this.memory.update({ xs: times, ys: held }, words);
  }
}
