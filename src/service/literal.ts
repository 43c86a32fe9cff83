import {
  BuiltinValue,
  ClosureValue,
  ListValue,
  RecordValue,
  knownFields,
  type Value,
  Unknown,
  settled,
} from '../analysis/machine/values.ts';

/** Lists inside more lists than this are not printed. */
const deepest = 3;

/**
 * A value as a program would write it: texts in quotes, big integers with their `n`; data that no run looked at by the
 * path to it.
 * @param plain gives the text that a made-up text stands for
 */
function literal(given: Value, plain: (text: string) => string, depth = 0): string {
  const value = settled(given);
  switch (typeof value) {
    case 'string':
      return depth === 0 ? `'${plain(value)}'` : JSON.stringify(plain(value));
    case 'bigint':
      return `${value}n`;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value === null) return 'null';
  if (value instanceof Unknown) return value.path;
  if (value instanceof ClosureValue) return `function ${value.fn.name}`;
  if (value instanceof BuiltinValue) return value.path;
  if (depth > deepest) return '…';
  const inside = (part: Value): string => literal(part, plain, depth + 1);
  if (value instanceof ListValue) return `[${value.items.map(inside).join()}]`;
  if (value instanceof RecordValue) {
    return `{${[...knownFields(value)].map(([name, field]) => `${JSON.stringify(name)}:${inside(field)}`).join()}}`;
  }
  const entries = [...value.entries.values()].map(([k, v]) =>
    value.unique ? inside(k) : `[${inside(k)},${inside(v)}]`,
  );
  return `[${entries.join()}]`;
}

/** The arguments of a state, each as a program would write it. */
export function literals(state: { readonly args: readonly Value[] }, plain: (text: string) => string): string[] {
  return state.args.map((arg) => literal(arg, plain));
}
