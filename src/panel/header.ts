/** Above the table: which run, its state, what it is compared with, how rows are grouped, and the filter. */
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { PanelState, RunTitle } from '../protocol/panel.ts';
import { type Grouping, groupings } from '../profile/groups.ts';
import { el, setAttribute, setText } from './dom.ts';
import { send } from './host.ts';
import { cutOffText, groupingText, stateText, text } from './text.ts';

const { lang } = document.documentElement;
const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

function titleOf({ title, startedAt, live }: RunTitle): string {
  if (live) return `${title} · ${text.now}`;
  const date = new Date(startedAt);
  const today = date.toDateString() === new Date().toDateString();
  return `${title} · ${(today ? time : day).format(date)}`;
}

/** Rows from which on filter and groups show without being asked for. */
const filterFrom = 6;

export interface HeaderActions {
  filter(filter: string): void;
  group(by: Grouping): void;
}

export class HeaderView {
  private readonly dot = el('span', { class: 'dot', 'aria-hidden': 'true' });
  private readonly state = el('span');
  private readonly more = el('span', { class: 'more' });
  private readonly runs = el('select', { 'aria-label': text.run });
  private readonly groups = el('select', { 'aria-label': text.group, class: 'groups' });
  private readonly undo = el('button', { type: 'button', class: 'action' });
  private readonly compared = el('span', { class: 'compared' });
  private readonly base = el('div', { class: 'base', hidden: true }, this.compared, this.undo);
  readonly filter = el('vscode-textfield' as 'input', {
    placeholder: text.filter,
    label: text.filter,
    type: 'search',
  }) as unknown as VscodeTextfield;
  readonly element: HTMLElement;
  private listed = '';
  private wanted = false;
  private marked = false;

  constructor(actions: HeaderActions) {
    this.filter.addEventListener('input', () => actions.filter(this.filter.value));
    this.runs.addEventListener('change', () => send({ type: 'selectRun', id: this.runs.value }));
    this.groups.append(...groupings.map((value) => el('option', { value }, groupingText[value])));
    this.groups.addEventListener('change', () => actions.group(this.groups.value as Grouping));
    this.undo.addEventListener('click', () =>
      send({ type: 'command', command: this.marked ? 'unmark' : 'stopComparing' }),
    );
    const status = el('span', { role: 'status' }, this.state, this.more);
    const state = el('div', { class: 'state' }, this.dot, status);
    this.element = el('header', {}, this.runs, state, this.base, this.groups, this.filter);
  }

  /**
   * Filter and groups are worth their place only where there is something to filter.
   * @param gone names of caches that only the other run has
   */
  update(panel: PanelState, rows: number, grouping: Grouping, gone: readonly string[]): void {
    const { run, runs, marked, base, without } = panel;
    this.element.hidden = run === undefined;
    this.filter.hidden = rows < filterFrom && this.filter.value === '' && !this.wanted;
    this.groups.hidden = rows < filterFrom && grouping === 'none' && (run?.processes.length ?? 0) < 2;
    this.groups.value = grouping;
    if (!run) return;
    const [short, long] = run.cutOff ? cutOffText : stateText[run.state];
    setText(this.state, short);
    setText(this.more, [long, marked ? text.marked : '', without > 0 ? text.without(without) : ''].join(''));
    setAttribute(this.dot, 'data-state', run.state);
    this.marked = marked;
    this.base.hidden = !base;
    if (base) {
      const missing = gone.length > 0 ? text.gone(gone.length) : '';
      setText(this.compared, text.compared(marked ? text.until : base.title) + missing);
      setAttribute(this.compared, 'title', gone.length > 0 ? gone.join(', ') : undefined);
      setText(this.undo, marked ? text.unmark : text.stopComparing);
    }
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
