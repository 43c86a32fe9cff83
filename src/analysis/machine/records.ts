import type { Machine } from './machine.ts';
import { ListValue, RecordValue, type Value, Unknown, settled } from './values.ts';

/** `{ …record, …given }` */
export function spreadInto(machine: Machine, record: RecordValue, given: Value): void {
  const value = settled(given);
  if (value instanceof RecordValue) {
    machine.burn(value.fields.size);
    for (const [name, field] of value.fields) record.fields.set(name, field);
    for (const name of value.absent) if (record.open.length === 0) record.absent.add(name);
    for (const data of value.open) if (!record.open.includes(data)) record.open.push(data);
  } else if (value instanceof ListValue) {
    machine.burn(value.items.length);
    value.items.forEach((item, i) => record.fields.set(String(i), item));
    for (const [name, field] of value.named ?? []) record.fields.set(name, field);
  } else if (value instanceof Unknown && !record.open.includes(value)) record.open.push(value);
}

/** `{ a, b, ...rest }`: what is left of a value without these fields. */
export function without(machine: Machine, given: Value, names: readonly string[]): RecordValue {
  const rest = new RecordValue();
  spreadInto(machine, rest, given);
  for (const name of names) {
    rest.fields.delete(name);
    if (rest.open.length > 0) rest.absent.add(name);
  }
  return rest;
}
