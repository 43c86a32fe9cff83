import { notModelled } from '../../../analysis/machine/builtins.ts';
import type { Machine } from '../../../analysis/machine/machine.ts';
import { joined } from '../../../analysis/machine/operators.ts';
import { ListValue, type Value, Unknown, settled } from '../../../analysis/machine/values.ts';

type Method = (machine: Machine, text: string, args: Value[]) => Value | typeof notModelled;

/** A number argument; `missing` where none is given. */
function whole(machine: Machine, given: Value, missing: number): number {
  return settled(given) === undefined ? missing : Math.trunc(machine.number(given)) || 0;
}

/** Where a text stands in another, letters compared as the run sees them. */
function search(how: (stands: (at: number) => boolean, last: number, from: number | undefined) => Value): Method {
  return (machine, text, args) => {
    const given = settled(args[0]);
    const what = given instanceof Unknown ? machine.world.asText(given) : given;
    if (typeof what !== 'string') return notModelled;
    machine.burn(text.length >> 2);
    const from = settled(args[1]) === undefined ? undefined : whole(machine, args[1], 0);
    return how((at) => machine.world.standsAt(text, what, at), text.length - what.length, from);
  };
}

const first = search((stands, last, from = 0) => {
  for (let at = Math.max(0, from); at <= last; at++) if (stands(at)) return at;
  return -1;
});

/** A text with what stands at the first of these places, or at all of them, replaced. */
function replacing(all: boolean): Method {
  return (machine, text, args) => {
    const given = settled(args[0]);
    const what = given instanceof Unknown ? machine.world.asText(given) : given;
    const by = settled(args[1]);
    // Patterns, functions and `$&` are not modelled.
    if (typeof what !== 'string' || what === '' || (typeof by !== 'string' && !(by instanceof Unknown))) return notModelled; // prettier-ignore
    if (typeof by === 'string' && by.includes('$')) return notModelled;
    const parts: string[] = [];
    let rest = text;
    do {
      const at = first(machine, rest, [what]);
      if (typeof at !== 'number' || at < 0) break;
      parts.push(rest.slice(0, at), machine.text(by));
      rest = rest.slice(at + what.length);
    } while (all);
    return joined(machine, [...parts, rest]);
  };
}

const methods: Record<string, Method> = {
  charAt: (machine, text, args) => text.charAt(whole(machine, args[0], 0)),
  at: (machine, text, args) => text.at(whole(machine, args[0], 0)),
  charCodeAt: (machine, text, args) => machine.world.plain(text.charAt(whole(machine, args[0], 0))).charCodeAt(0),
  codePointAt: (machine, text, args) => machine.world.plain(text.charAt(whole(machine, args[0], 0))).codePointAt(0),
  slice: (machine, text, args) => text.slice(whole(machine, args[0], 0), whole(machine, args[1], text.length)),
  substring: (machine, text, args) => text.substring(whole(machine, args[0], 0), whole(machine, args[1], text.length)),
  substr: (machine, text, args) => text.substr(whole(machine, args[0], 0), whole(machine, args[1], text.length)),
  concat: (machine, text, args) => joined(machine, [text, ...args.map((a) => machine.text(a))]),
  indexOf: first,
  lastIndexOf: search((stands, last, from = last) => {
    for (let at = Math.min(last, from); at >= 0; at--) if (stands(at)) return at;
    return -1;
  }),
  includes(machine, text, args) {
    const at = first(machine, text, args);
    return at === notModelled ? at : at !== -1;
  },
  startsWith: search((stands, _last, from = 0) => stands(from)),
  endsWith: search((stands, last) => stands(last)),
  split(machine, text, args) {
    const between = settled(args[0]);
    if (between === undefined) return new ListValue([text]);
    if (typeof between !== 'string') return notModelled;
    machine.burn(text.length);
    return new ListValue(text.split(between));
  },
  replace: replacing(false),
  replaceAll: replacing(true),
  repeat(machine, text, args) {
    const times = Math.max(0, Math.min(1000, whole(machine, args[0], 0)));
    return joined(
      machine,
      Array.from({ length: times }, () => text),
    );
  },
  localeCompare(machine, text, args) {
    const [a, b] = [machine.world.plain(text), machine.world.plain(machine.text(args[0]))];
    return a < b ? -1 : a > b ? 1 : 0;
  },
  trim: (_, text) => text.trim(),
  toString: (_: Machine, text: string) => text,
  valueOf: (_: Machine, text: string) => text,
  toLowerCase: (_, text) => text,
  toUpperCase: (_, text) => text,
  padStart: (machine, text, args) =>
    text.padStart(Math.min(1000, whole(machine, args[0], 0)), machine.text(args[1] ?? ' ')),
  padEnd: (machine, text, args) =>
    text.padEnd(Math.min(1000, whole(machine, args[0], 0)), machine.text(args[1] ?? ' ')),
};

export function textMethod(machine: Machine, text: string, name: string, args: Value[]): Value | typeof notModelled {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method ? method(machine, text, args) : notModelled;
}

/** Methods that only texts have, so that using one tells what unknown data is. */
export const textOnlyMethods: ReadonlySet<string> = new Set([
  'charAt', 'charCodeAt', 'codePointAt', 'substring', 'substr', 'startsWith', 'endsWith', 'split', 'repeat', 'trim',
  'toLowerCase', 'toUpperCase', 'padStart', 'padEnd', 'localeCompare', 'replace', 'replaceAll', 'match',
]); // prettier-ignore
