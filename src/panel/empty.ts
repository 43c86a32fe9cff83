import type { EmptyReason } from '../protocol/panel.ts';
import { el } from './dom.ts';
import { send } from './host.ts';
import { emptyText } from './emptyText.ts';

/** Why there is nothing to see, and what to do about it. */
export class EmptyView {
  private shown: EmptyReason | undefined;
  readonly element = el('section', { class: 'empty', hidden: true });

  update(reason: EmptyReason | undefined): void {
    this.element.hidden = reason === undefined;
    if (reason === undefined || reason === this.shown) return;
    this.shown = reason;
    const { title, text, action } = emptyText[reason];
    const parts: HTMLElement[] = [el('h2', {}, title), el('p', {}, text)];
    if (action) {
      const button = el('vscode-button' as 'button', {}, action.label);
      button.addEventListener('click', () => send({ type: 'command', command: action.command }));
      parts.push(button);
    }
    this.element.replaceChildren(...parts);
  }
}
