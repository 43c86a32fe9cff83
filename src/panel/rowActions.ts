/** What can be done with a row now, in the order of a menu. */
import type { RowAction, RowRef } from '../protocol/panel.ts';
import type { CacheRow } from '../profile/rows.ts';
import { text } from './text.ts';

export const refOf = ({ process, cache }: CacheRow): RowRef => ({ process, cache });

export interface ActionText {
  readonly label: string;
  readonly title?: string;
}

export const actionText: Readonly<Record<Exclude<RowAction, 'copyJson'>, ActionText>> = {
  reveal: { label: text.reveal },
  memoize: { label: text.memoize },
  remove: { label: text.remove },
  clear: { label: text.clear, title: text.clearTitle },
  bypass: { label: text.bypass, title: text.bypassTitle },
  unbypass: { label: text.unbypass },
  reset: { label: text.reset },
  measure: { label: text.measure, title: text.measureTitle },
  copy: { label: text.copy },
};

/** @param live the row's process answers */
export function actionsOf(row: CacheRow, live: boolean): (keyof typeof actionText)[] {
  const candidate = row.kind === 'candidate';
  const can = new Set(live ? row.can : []);
  return (
    [
      ['memoize', candidate && row.site !== undefined && row.advice !== 'differs'],
      ['remove', !candidate && row.site !== undefined && row.advice === 'costs'],
      ['reveal', row.site !== undefined],
      ['clear', can.has('clear')],
      ['bypass', can.has('bypass') && !row.bypassed],
      ['unbypass', can.has('bypass') && row.bypassed],
      ['reset', live],
      ['measure', can.has('measure')],
      ['copy', true],
    ] as const
  ).flatMap(([action, there]) => (there ? [action] : []));
}

/** What VS Code's own context menu over a row is told; its `when` clauses read it. */
export function menuContext(row: CacheRow, live: boolean): string {
  const can = Object.fromEntries(actionsOf(row, live).map((action) => [`memoscope_${action}`, true]));
  // a cache that pays may be removed all the same
  const remove = row.kind !== 'candidate' && row.site !== undefined;
  return JSON.stringify({ webviewSection: 'row', preventDefaultContextMenuItems: true, ...refOf(row), ...can, memoscope_remove: remove }); // prettier-ignore
}
