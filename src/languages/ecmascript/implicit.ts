import type { Implicit } from '../../analysis/language.ts';
import { acts } from './accessors.ts';
import { stateful } from './builtins/effects.ts';
import type { EcmaFunction, EcmaModule } from './module.ts';
import { type TreeNode, keyName, memberName, withoutTypes } from './tree.ts';

/** Names of the functions that are called where nobody writes a call, by what is done with a value. */
const hooks: ReadonlyMap<string, Implicit> = new Map([
  ['valueOf', 'convert'],
  ['toString', 'convert'],
  ['Symbol.toPrimitive', 'convert'],
  ['Symbol.iterator', 'iterate'],
  ['next', 'iterate'],
  ['toJSON', 'serialize'],
]);

/** The functions of a file that act and run without being called, by what makes them run. */
export function implicitFunctions(module: EcmaModule): ReadonlyMap<Implicit, readonly EcmaFunction[]> {
  const found = new Map<Implicit, EcmaFunction[]>();
  for (const fn of module.functions) {
    const member = module.parents.get(fn.node);
    if (member?.type !== 'Property' && member?.type !== 'MethodDefinition') continue;
    const name = member.computed ? module.text.slice(...member.key.range) : keyName(member);
    const what = name !== undefined && (member.kind === 'get' ? (`get ${name}` as const) : hooks.get(name));
    if (!what || !acts(fn.node.body)) continue;
    const list = found.get(what);
    if (list) list.push(fn);
    else found.set(what, [fn]);
  }
  return found;
}

/** Methods of built-in values that give an iterator. */
const iterators = new Set(['values', 'keys', 'entries', 'matchAll', 'Symbol.iterator']);

/** Whether an initial value is an iterator, or a proxy. */
export function holdsOf(module: EcmaModule, init: TreeNode): 'iterator' | 'proxy' | undefined {
  const value = withoutTypes(init);
  if (value.type === 'NewExpression') return module.text.slice(...value.callee.range) === 'Proxy' ? 'proxy' : undefined;
  if (value.type !== 'CallExpression') return undefined;
  const callee = withoutTypes(value.callee);
  if (callee.type === 'Identifier') return module.variable(callee).bound?.generator ? 'iterator' : undefined;
  if (callee.type !== 'MemberExpression') return undefined;
  const object = withoutTypes(callee.object);
  const name = module.text.slice(...callee.property.range);
  // Object.values(…) is a list.
  return iterators.has(name) && !(object.type === 'Identifier' && object.name === 'Object') ? 'iterator' : undefined;
}

/** Fields that are given a regular expression which remembers where it stopped. */
export function patternFields(module: EcmaModule): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [node, parent] of module.parents) {
    if (node.type !== 'Literal' || !('regex' in node) || !stateful.test(node.raw)) continue;
    let name: string | undefined;
    if (parent.type === 'Property' || parent.type === 'PropertyDefinition') name = keyName(parent);
    else if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') name = memberName(parent.left); // prettier-ignore
    if (name !== undefined) found.add(name);
  }
  return found;
}
