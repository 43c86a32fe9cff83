/** The keys that missed most. */
import { count } from '../profile/figures.ts';
import type { CacheRow } from '../profile/rows.ts';
import { el } from './dom.ts';
import { t } from './l10n.ts';
import { columnText } from './text.ts';

export class MissedKeysView {
  private readonly body = el('tbody');
  private shown = '';
  readonly element: HTMLElement;

  constructor() {
    const head = el('tr', {}, el('th', { scope: 'col' }, t('Key')), el('th', { scope: 'col', class: 'num' }, columnText.misses.head)); // prettier-ignore
    const table = el('table', {}, el('thead', {}, head), this.body);
    this.element = el('section', { class: 'part keys', hidden: true }, el('h3', {}, t('Keys that miss most')), table);
  }

  update({ missedKeys }: CacheRow): void {
    this.element.hidden = missedKeys.length === 0;
    const now = JSON.stringify(missedKeys);
    if (now === this.shown) return;
    this.shown = now;
    this.body.replaceChildren(
      ...missedKeys.map(({ key, misses }) =>
        el('tr', {}, el('th', { scope: 'row', title: key }, key), el('td', { class: 'num' }, count(misses))),
      ),
    );
  }
}
