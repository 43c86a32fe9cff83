/** The page of the Caches view. */
import '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { PanelState, PictureAnswer, RowAction, RowRef, ToPanel } from '../protocol/panel.ts';
import { goneSince, withBefore } from '../profile/compare.ts';
import { speak } from '../profile/figures.ts';
import { type CacheRow, firstOrder, type Order, rowsOf } from '../profile/rows.ts';
import { DetailsView } from './details.ts';
import { el, setText } from './dom.ts';
import { EmptyView } from './empty.ts';
import { rowText } from './facts.ts';
import { HeaderView } from './header.ts';
import { keep, kept, listen, send } from './host.ts';
import { refOf } from './rowActions.ts';
import { TableView } from './table.ts';
import { text } from './text.ts';

speak(document.documentElement.lang);
let state: PanelState = { runs: [], marked: false, connected: [], without: 0 };
let order = kept().order ?? firstOrder('calls');
let filter = kept().filter ?? '';
let grouping = kept().grouping ?? 'none';
let closed: ReadonlySet<string> = new Set(kept().closed);
let selected = kept().selected;
/** A state that is not shown yet, as JSON. */
let newest: string | undefined;
let scheduled = false;
let rows: readonly CacheRow[] = [];
/** Of rows that were selected, by what their functions are: lines move, pictures stay. */
const pictures = new Map<string, PictureAnswer | 'asked'>();

const isSame = (row: CacheRow, ref: RowRef | undefined): boolean =>
  ref !== undefined && row.process === ref.process && row.cache === ref.cache;

function act(row: CacheRow, action: RowAction): void {
  if (action === 'copy') send({ type: 'copy', text: rowText(row) });
  else send({ type: 'act', row: refOf(row), action });
}

function select(key: string | undefined): void {
  selected = selected === key ? undefined : key;
  keep({ selected });
  tellSelected();
  draw();
  details.element.scrollIntoView({ block: 'nearest' }); // in a low view they are below the table
}

function tellSelected(): void {
  const row = rows.find((candidate) => candidate.key === selected);
  send({ type: 'selectRow', ...(row ? { row: refOf(row) } : {}) });
}

const header = new HeaderView({
  filter: (typed) => {
    filter = typed;
    keep({ filter });
    draw();
  },
  group: (by) => {
    grouping = by;
    closed = new Set();
    keep({ grouping, closed: [] });
    draw();
  },
});
const empty = new EmptyView();
const said = el('div', { role: 'status', class: 'hidden-text' });
const tableActions = {
  select,
  reveal: (row: CacheRow) => act(row, 'reveal'),
  order: (next: Order) => {
    order = next;
    keep({ order });
    draw();
  },
  toggleGroup: (key: string) => {
    closed = new Set(closed.has(key) ? [...closed].filter((other) => other !== key) : [...closed, key]);
    keep({ closed: [...closed] });
    draw();
  },
  scrolled: (top: number) => keep({ top }),
};
const table = new TableView(tableActions, kept().top);
const details = new DetailsView({
  act,
  cancelMeasure: () => send({ type: 'cancelMeasure' }),
  close: () => {
    const key = selected;
    select(key);
    if (key !== undefined) table.focusRow(key);
  },
});

function pictureOf(row: CacheRow | undefined): PictureAnswer | undefined {
  if (!row?.site) return undefined;
  const known = pictures.get(row.cache);
  if (known === undefined) {
    pictures.set(row.cache, 'asked');
    send({ type: 'picture', row: refOf(row) });
  }
  return known === 'asked' ? undefined : known;
}

function draw(): void {
  const { run, base } = state;
  const plain = run && !state.empty ? rowsOf(run) : [];
  rows = base && run ? withBefore(plain, base.run, base.run.id === run.id) : plain;
  const gone = base && run && base.run.id !== run.id ? goneSince(rows, base.run) : [];
  header.update(state, rows.length, grouping, gone);
  empty.update(state.empty);
  table.element.hidden = rows.length === 0;
  const live = new Set(state.connected);
  const isLive = (row: CacheRow): boolean => live.has(row.process);
  const model = { rows, order, filter, grouping, closed, selected, comparing: base !== undefined, isLive };
  const row = table.update(model).find((candidate) => candidate.key === selected);
  const { exact, memory } = state;
  details.update({
    ...{ row, live: row !== undefined && isLive(row), picture: pictureOf(row) },
    exact: row && isSame(row, exact?.row) ? exact : undefined,
    memory: row && isSame(row, memory?.row) ? memory?.history : undefined,
  });
}

/** Takes over the state that came last. */
function drawNow(): void {
  const before = state.run?.id;
  if (newest !== undefined) state = JSON.parse(newest) as PanelState;
  newest = undefined;
  draw();
  if (state.run?.id !== before && selected !== undefined) tellSelected();
}

/** However often numbers come, the page reads them and is drawn once a frame. */
function drawSoon(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    drawNow();
  });
}

function focusPlace(file: string, line: number): void {
  drawNow(); // the row may have come with the last state
  const row = rows.find(({ site }) => site?.file === file && site.line === line);
  if (!row) return;
  selected = row.key;
  keep({ selected });
  tellSelected();
  draw();
  table.focusRow(row.key);
}

function receive(message: ToPanel): void {
  switch (message.type) {
    case 'state':
      newest = message.state;
      drawSoon();
      break;
    case 'focusFilter':
      drawNow(); // without a run there is no header
      header.focusFilter();
      break;
    case 'focusRow':
      focusPlace(message.file, message.line);
      break;
    case 'copyRow': {
      const row = rows.find((candidate) => isSame(candidate, message.row));
      if (row) act(row, 'copy');
      break;
    }
    case 'said':
      setText(said, message.text);
      break;
    case 'picture':
      pictures.set(message.row.cache, message.picture);
      drawSoon();
      break;
  }
}

header.filter.value = filter;
document
  .getElementById('root')
  ?.append(
    el('h1', { class: 'hidden-text' }, text.title),
    header.element,
    said,
    empty.element,
    el('div', { class: 'body' }, table.element, details.element),
  );
listen(receive);
draw();
send({ type: 'ready' });
