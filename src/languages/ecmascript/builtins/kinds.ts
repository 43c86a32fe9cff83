import type { MethodKinds } from '../../../analysis/inference.ts';
import { listMethodNames } from './lists.ts';
import { textOnlyMethods } from './texts.ts';

const sequence = new Set(['length', 'slice', 'concat', 'indexOf', 'lastIndexOf', 'includes', 'at', 'toString', 'keys', 'values', 'entries', 'forEach']); // prettier-ignore

export const methodKinds: MethodKinds = {
  text: textOnlyMethods,
  list: new Set([...listMethodNames].filter((name) => !sequence.has(name))),
  table: new Set(['has', 'get', 'set', 'add', 'delete', 'clear', 'size']),
  sequence,
  part: new Set(['slice']),
  textResult: new Set(['charAt', 'join', 'padEnd', 'padStart', 'repeat', 'replace', 'replaceAll', 'substr', 'substring', 'toLowerCase', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart']), // prettier-ignore
  readers: new Set(['Number', 'parseInt', 'parseFloat', 'BigInt']),
  mutators: new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin', 'set', 'add', 'delete', 'clear']), // prettier-ignore
};
