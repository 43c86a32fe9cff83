/** The recursion as a picture: the tree of calls with repeated states in one colour, or the graph that a cache leaves. */
import type { PictureAnswer } from '../protocol/panel.ts';
import { type Drawing, graphOf, treeOf } from '../profile/recursionTree.ts';
import { el, setText, svg } from './dom.ts';
import { t } from './l10n.ts';

type Mode = 'tree' | 'graph';

const stepY = 34;
const nodeHeight = 18;

export class RecursionView {
  private readonly caption = el('p', { class: 'caption' });
  private readonly area = el('div', { class: 'recursion', tabindex: 0, role: 'group' });
  private readonly buttons: Readonly<Record<Mode, HTMLButtonElement>>;
  private answer: PictureAnswer | undefined;
  private mode: Mode = 'tree';
  readonly element: HTMLElement;

  constructor() {
    const button = (mode: Mode, label: string): HTMLButtonElement => {
      const made = el('button', { type: 'button', class: 'action', 'aria-pressed': 'false' }, label);
      made.addEventListener('click', () => {
        this.mode = mode;
        this.draw();
      });
      return made;
    };
    this.buttons = { tree: button('tree', t('Without a Cache')), graph: button('graph', t('With a Cache')) };
    this.element = el(
      'section',
      { class: 'part wide', hidden: true },
      el('h3', {}, t('Recursion')),
      el('div', { class: 'actions' }, this.buttons.tree, this.buttons.graph),
      this.area,
      this.caption,
    );
  }

  /** @param answer undefined while there is none */
  update(answer: PictureAnswer | undefined): void {
    if (answer === this.answer) return;
    this.answer = answer;
    this.element.hidden = answer === undefined || 'refused' in answer;
    this.draw();
  }

  private draw(): void {
    const { answer, mode } = this;
    if (!answer || 'refused' in answer) return;
    for (const [name, button] of Object.entries(this.buttons))
      button.setAttribute('aria-pressed', String(name === mode));
    const drawing = mode === 'tree' ? treeOf(answer) : graphOf(answer);
    const states = answer.states.length;
    const call = answer.states[0]?.text ?? '';
    const repeated = drawing.nodes.filter(({ again }) => again).length;
    const left = drawing.left > 0 ? t(' {0} more do not fit.', drawing.left) : '';
    const words =
      mode === 'tree'
        ? t('{0} makes {1} calls for {2} different states; {3} of those drawn repeat an earlier one.', call, answer.calls, states, repeated) // prettier-ignore
        : t('{0} has {1} different states; with a cache each is computed once, in place of {2} calls.', call, states, answer.calls); // prettier-ignore
    setText(this.caption, words + left);
    this.area.setAttribute('aria-label', words + left);
    this.area.replaceChildren(
      picture(
        drawing,
        answer.states.map(({ text }) => text),
      ),
    );
  }
}

/** The arguments alone, where the call is too long for a node. */
function short(text: string): string {
  const inner = /\((.*)\)$/s.exec(text)?.[1] ?? text;
  return inner.length > 14 ? `${inner.slice(0, 13)}…` : inner;
}

function picture({ nodes, edges, width, height }: Drawing, texts: readonly string[]): SVGElement {
  const labels = texts.map(short);
  const longest = Math.max(1, ...nodes.map(({ state }) => (labels[state] as string).length));
  const nodeWidth = Math.max(22, longest * 7 + 10);
  const stepX = nodeWidth + 6;
  const at = (i: number): { x: number; y: number } => {
    const { x, y } = nodes[i] as Drawing['nodes'][number];
    return { x: x * stepX + nodeWidth * 1.5 + 2, y: y * stepY + nodeHeight / 2 + 2 };
  };
  const lines = edges.map(([from, to]) => {
    const [a, b] = [at(from), at(to)];
    const [y1, y2] = [a.y + nodeHeight / 2, b.y - nodeHeight / 2];
    // an edge past other rows bows out to the side, or it would run through their nodes
    const rows = Math.round((b.y - a.y) / stepY) - 1;
    const bow = rows > 0 ? (nodeWidth / 2 + 10 + 5 * rows) * (b.x < a.x ? -1 : 1) : 0;
    const middle = `${(a.x + b.x) / 2 + 2 * bow} ${(y1 + y2) / 2}`;
    return svg('path', { class: 'edge', d: `M${a.x} ${y1} Q${middle} ${b.x} ${y2}` });
  });
  const boxes = nodes.map(({ state, again }, i) => {
    const { x, y } = at(i);
    const label = svg('text', { x, y: y + 4, 'text-anchor': 'middle' });
    label.textContent = labels[state] as string;
    const title = svg('title', {});
    title.textContent = texts[state] as string;
    const box = {
      x: x - nodeWidth / 2,
      y: y - nodeHeight / 2,
      width: nodeWidth,
      height: nodeHeight,
      rx: again ? 0 : 9,
    };
    return svg('g', { class: again ? 'node again' : 'node' }, title, svg('rect', box), label);
  });
  const size = { width: width * stepX + nodeWidth * 3 + 4, height: height * stepY + nodeHeight + 4 };
  return svg('svg', { ...size, 'aria-hidden': 'true', focusable: 'false' }, ...lines, ...boxes);
}
