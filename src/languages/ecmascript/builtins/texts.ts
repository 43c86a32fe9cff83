import { type Machine, notModelled } from '../../../analysis/machine/machine.ts';
import { joined } from '../../../analysis/machine/operators.ts';
import { ListValue, type Value, settled } from '../../../analysis/machine/values.ts';

type Method = (machine: Machine, text: string, args: Value[]) => Value | typeof notModelled;

/** A number argument; `missing` where none is given. */
function whole(machine: Machine, given: Value, missing: number): number {
  return settled(given) === undefined ? missing : Math.trunc(machine.number(given)) || 0;
}

function texts(machine: Machine, args: Value[]): string | undefined {
  const first = settled(args[0]);
  return typeof first === 'string' ? machine.world.plain(first) : undefined;
}

/** Searches work on the letters that made-up letters stand for. */
function search(how: (text: string, what: string, at: number | undefined) => Value): Method {
  return (machine, text, args) => {
    const what = texts(machine, args);
    if (what === undefined) return notModelled;
    return how(machine.world.plain(text), what, settled(args[1]) === undefined ? undefined : machine.number(args[1]));
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
  indexOf: search((text, what, at) => text.indexOf(what, at)),
  lastIndexOf: search((text, what, at) => text.lastIndexOf(what, at)),
  includes: search((text, what, at) => text.includes(what, at)),
  startsWith: search((text, what, at) => text.startsWith(what, at)),
  endsWith: search((text, what, at) => text.endsWith(what, at)),
  split(machine, text, args) {
    const between = settled(args[0]);
    if (between === undefined) return new ListValue([text]);
    if (typeof between !== 'string') return notModelled;
    machine.burn(text.length);
    return new ListValue(text.split(between));
  },
  repeat(machine, text, args) {
    const times = Math.max(0, Math.min(1000, whole(machine, args[0], 0)));
    return joined(
      machine,
      Array.from({ length: times }, () => text),
    );
  },
  localeCompare: search((text, what) => (text < what ? -1 : text > what ? 1 : 0)),
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
