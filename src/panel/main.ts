/** The page of the Caches view. */
import '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { PanelState, ToPanel } from '../protocol/panel.ts';
import { type CacheRow, firstOrder, rowsOf } from '../profile/rows.ts';
import { DetailsView } from './details.ts';
import { el } from './dom.ts';
import { EmptyView } from './empty.ts';
import { HeaderView } from './header.ts';
import { keep, kept, listen, send } from './host.ts';
import { TableView } from './table.ts';
import { text } from './text.ts';

let state: PanelState = { runs: [], marked: false, canClear: false };
let order = kept().order ?? firstOrder('calls');
let filter = kept().filter ?? '';
let selected = kept().selected;
let scheduled = false;

const reveal = (row: CacheRow): void => {
  if (row.site) send({ type: 'reveal', site: row.site });
};

function select(key: string | undefined): void {
  selected = selected === key ? undefined : key;
  keep({ selected });
  draw();
}

const header = new HeaderView((typed) => {
  filter = typed;
  keep({ filter });
  draw();
});
const empty = new EmptyView();
const table = new TableView({
  select,
  reveal,
  order: (next) => {
    order = next;
    keep({ order });
    draw();
  },
});
const details = new DetailsView({
  reveal,
  clear: (row) => send({ type: 'clear', process: row.process, cache: row.cache }),
  copy: (line) => send({ type: 'copy', text: line }),
  advise: (row, action) => {
    if (row.site) send({ type: 'advice', site: row.site, action });
  },
  close: () => {
    const key = selected;
    select(key);
    if (key !== undefined) table.focusRow(key);
  },
});

function draw(): void {
  const rows = state.run && !state.empty ? rowsOf(state.run) : [];
  header.update(state, rows.length);
  empty.update(state.empty);
  table.element.hidden = rows.length === 0;
  const shown = table.update(rows, order, filter, selected);
  details.update(
    shown.find((row) => row.key === selected),
    state.canClear,
  );
}

/** However often numbers come, the page is drawn once a frame. */
function drawSoon(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    draw();
  });
}

function receive(message: ToPanel): void {
  if (message.type === 'state') {
    state = message.state;
    drawSoon();
  } else if (message.type === 'focusFilter') {
    header.focusFilter();
  } else if (state.run) {
    const row = rowsOf(state.run).find(({ site }) => site?.file === message.file && site.line === message.line);
    if (!row) return;
    selected = row.key;
    draw();
    table.focusRow(row.key);
  }
}

header.filter.value = filter;
document
  .getElementById('root')
  ?.append(
    el('h1', { class: 'hidden-text' }, text.title),
    header.element,
    empty.element,
    el('div', { class: 'body' }, table.element, details.element),
  );
table.element.addEventListener('scroll', () => keep({ scroll: table.element.scrollTop }), { passive: true });
listen(receive);
draw();
send({ type: 'ready' });
