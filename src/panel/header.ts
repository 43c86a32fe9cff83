/** Above the table: which run, its state, and the filter. */
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { PanelState, RunTitle } from '../protocol/panel.ts';
import { el, setAttribute, setText } from './dom.ts';
import { send } from './host.ts';
import { stateText, text } from './text.ts';

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

function titleOf({ title, startedAt, live }: RunTitle): string {
  if (live) return `${title} · ${text.now}`;
  const date = new Date(startedAt);
  const today = date.toDateString() === new Date().toDateString();
  return `${title} · ${(today ? time : day).format(date)}`;
}

/** Rows from which on the filter shows without being asked for. */
const filterFrom = 6;

export class HeaderView {
  private readonly dot = el('span', { class: 'dot', 'aria-hidden': 'true' });
  private readonly state = el('span');
  private readonly more = el('span', { class: 'more' });
  private readonly runs = el('select', { 'aria-label': text.run });
  private readonly mark = el('button', { type: 'button', class: 'action', hidden: true }, text.unmark);
  readonly filter = el('vscode-textfield' as 'input', {
    placeholder: text.filter,
    label: text.filter,
    type: 'search',
  }) as unknown as VscodeTextfield;
  readonly element: HTMLElement;
  private listed = '';
  private wanted = false;

  constructor(onFilter: (filter: string) => void) {
    this.filter.addEventListener('input', () => onFilter(this.filter.value));
    this.runs.addEventListener('change', () => send({ type: 'selectRun', id: this.runs.value }));
    this.mark.addEventListener('click', () => send({ type: 'command', command: 'unmark' }));
    const status = el('span', { role: 'status' }, this.state, this.more);
    const state = el('div', { class: 'state' }, this.dot, status, this.mark);
    this.element = el('header', {}, this.runs, state, this.filter);
  }

  /** The filter is worth its place only where there is something to filter. */
  update({ run, runs, marked }: PanelState, rows: number): void {
    this.element.hidden = run === undefined;
    this.filter.hidden = rows < filterFrom && this.filter.value === '' && !this.wanted;
    if (!run) return;
    const [short, long] = stateText[run.state];
    setText(this.state, short);
    setText(this.more, marked ? `${long} · ${text.marked}` : long);
    setAttribute(this.dot, 'data-state', run.state);
    this.mark.hidden = !marked;
    const list = runs.map((title) => [title.id, titleOf(title)] as const);
    const now = JSON.stringify(list);
    if (now !== this.listed) {
      this.listed = now;
      this.runs.replaceChildren(...list.map(([value, name]) => el('option', { value }, name)));
    }
    this.runs.value = run.id;
  }

  focusFilter(): void {
    this.wanted = true;
    this.filter.hidden = false;
    this.filter.focus();
  }
}
