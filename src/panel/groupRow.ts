/** A heading above the rows of one file, process or kind; pressing it folds them away. */
import { count, percent } from '../profile/figures.ts';
import type { RowGroup } from '../profile/groups.ts';
import { el, setAttribute, setText } from './dom.ts';
import { columnText, text } from './text.ts';

export class GroupView {
  private readonly twistie = el('span', { class: 'twistie', 'aria-hidden': 'true' });
  private readonly name = el('span', { class: 'group-name' });
  private readonly sums = el('span', { class: 'group-sums' });
  private readonly button: HTMLButtonElement;
  readonly element: HTMLTableRowElement;

  constructor(onToggle: () => void) {
    this.button = el('button', { type: 'button' }, this.twistie, this.name, this.sums);
    this.button.addEventListener('click', onToggle);
    this.element = el('tr', { class: 'group' }, el('th', { scope: 'row', class: 'col-name' }, this.button));
  }

  update(group: RowGroup, name: string, title: string | undefined, index: number, open: boolean): void {
    const { caches, calls, rate } = group.totals;
    setText(this.name, name);
    setAttribute(this.button, 'title', title);
    setText(
      this.sums,
      [
        text.caches(caches),
        `${count(calls)} ${columnText.calls.head.toLowerCase()}`,
        ...(rate === undefined ? [] : [`${percent(rate)} ${columnText.hits.head.toLowerCase()}`]),
      ].join(' · '),
    );
    setAttribute(this.button, 'aria-expanded', String(open));
    setText(this.twistie, open ? '▾' : '▸');
    setAttribute(this.element, 'aria-rowindex', String(index + 1));
  }
}
