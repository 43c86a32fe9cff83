import { notModelled } from '../../../analysis/machine/builtins.ts';
import type { Machine } from '../../../analysis/machine/machine.ts';
import { ListValue, TableValue, type Value, Unknown, settled } from '../../../analysis/machine/values.ts';

/** Methods of Map and Set (weak ones behave the same within a run). */
export function tableMethod(
  machine: Machine,
  table: TableValue,
  name: string,
  args: Value[],
): Value | typeof notModelled {
  const [first, second] = args;
  if (name === 'has' || name === 'get' || name === 'add' || name === 'set') settleKeys(machine, table, settled(first));
  switch (name) {
    case 'get':
      if (table.closed && !table.entries.has(machine.tableKey(first))) {
        const keys = [...table.entries.values()].map(([key]) => settled(key));
        if (keys.every(isName)) machine.world.choose(settled(first), keys);
      }
      return table.entries.get(machine.tableKey(first))?.[1];
    case 'has':
      return table.entries.has(machine.tableKey(first));
    case 'set':
      table.entries.set(machine.tableKey(first), [first, second]);
      return table;
    case 'add':
      table.entries.set(machine.tableKey(first), [first, first]);
      return table;
    case 'delete':
      return table.entries.delete(machine.tableKey(first));
    case 'clear':
      table.entries.clear();
      return undefined;
    case 'forEach':
      for (const [key, value] of [...table.entries.values()]) machine.call(first, [value, key, table], undefined);
      return undefined;
    case 'keys':
      return new ListValue([...table.entries.values()].map(([key]) => key));
    case 'values':
      return new ListValue([...table.entries.values()].map(([, value]) => value));
    case 'entries':
      return new ListValue([...table.entries.values()].map(([key, value]) => new ListValue([key, value])));
    default:
      return notModelled;
  }
}

function isName(key: Value): key is string | number {
  return typeof key === 'string' || typeof key === 'number';
}

/** Keys that are data nobody has looked at become texts or numbers when one is looked up. */
function settleKeys(machine: Machine, table: TableValue, asked: Value): void {
  if (typeof asked !== 'string' && typeof asked !== 'number') return;
  const open = [...table.entries].filter(([key, [value]]) => value instanceof Unknown && key.startsWith('?'));
  for (const [key, entry] of open) {
    const value = entry[0] as Unknown;
    if (value.present || value.children.size > 0) continue;
    if (settled(value) === value) {
      if (typeof asked === 'string') machine.world.asText(value);
      else machine.world.asNumber(value);
    }
    table.entries.delete(key);
    table.entries.set(machine.tableKey(value), entry);
  }
}

export function makeTable(machine: Machine, unique: boolean, from: Value): TableValue {
  const table = new TableValue(unique);
  if (settled(from) === undefined || settled(from) === null) return table;
  for (const item of machine.iterate(from)) {
    const pair = settled(item);
    if (unique) table.entries.set(machine.tableKey(item), [item, item]);
    else if (pair instanceof ListValue)
      table.entries.set(machine.tableKey(pair.items[0]), [pair.items[0], pair.items[1]]);
  }
  table.closed = table.entries.size > 1;
  return table;
}
