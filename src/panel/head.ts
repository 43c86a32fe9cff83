/** The head of the table: a button in every header sorts, and `aria-sort` says how. */
import { type Column, columns, firstOrder, type Order } from '../profile/rows.ts';
import { el, setAttribute, setText } from './dom.ts';
import { columnText, text } from './text.ts';

const numbers: ReadonlySet<string> = new Set(columns.filter((column) => column !== 'name' && column !== 'kind'));

export class HeadView {
  private readonly cells = new Map<Column, { cell: HTMLElement; arrow: HTMLElement }>();
  readonly element: HTMLTableSectionElement;

  constructor(onSort: (column: Column) => void) {
    const heads = columns.map((column) => {
      const { head, title } = columnText[column];
      const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true' });
      const button = el('button', { type: 'button', title: text.sortHint(head, title) }, head, arrow);
      const cell = el('th', { scope: 'col', class: `col-${column}${numbers.has(column) ? ' num' : ''}` }, button);
      button.addEventListener('click', () => onSort(column));
      this.cells.set(column, { cell, arrow });
      return cell;
    });
    const trend = el('th', { scope: 'col', class: 'col-trend', title: columnText.trend.title }, columnText.trend.head);
    this.element = el('thead', {}, el('tr', {}, ...heads, trend));
  }

  show(order: Order): void {
    for (const [column, { cell, arrow }] of this.cells) {
      const here = column === order.column;
      setAttribute(cell, 'aria-sort', here ? (order.descending ? 'descending' : 'ascending') : undefined);
      setText(arrow, here ? (order.descending ? '↓' : '↑') : '');
    }
  }
}

/** The order after a press: the other way round on the same column, else the column's usual one. */
export const nextOrder = (order: Order, column: Column): Order =>
  order.column === column ? { column, descending: !order.descending } : firstOrder(column);
