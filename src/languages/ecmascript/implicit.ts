import type { Implicit } from '../../analysis/language.ts';
import { acts } from './accessors.ts';
import { methods } from './builtins/effects.ts';
import { flagsOf, stateful } from './builtins/patterns.ts';
import { lowerExpression } from './lower.ts';
import type { EcmaFunction, EcmaModule } from './module.ts';
import { type TreeNode, isFunctionNode, keyName, memberName, withoutTypes } from './tree.ts';

/** Names of the functions that are called where nobody writes a call, by what is done with a value. */
const hooks: ReadonlyMap<string, Implicit> = new Map([
  ['valueOf', 'convert'],
  ['toString', 'convert'],
  ['Symbol.toPrimitive', 'convert'],
  ['Symbol.iterator', 'iterate'],
  ['next', 'iterate'],
  ['toJSON', 'serialize'],
  ['Symbol.hasInstance', 'instanceof'],
]);

/** The functions of a file that act and run without being called, by what makes them run. */
export function implicitFunctions(module: EcmaModule): ReadonlyMap<Implicit, readonly EcmaFunction[]> {
  const found = new Map<Implicit, EcmaFunction[]>();
  for (const fn of module.functions) {
    const what = runBy(module, fn);
    if (!what || !acts(fn.node.body)) continue;
    const list = found.get(what);
    if (list) list.push(fn);
    else found.set(what, [fn]);
  }
  return found;
}

function runBy(module: EcmaModule, fn: EcmaFunction): Implicit | undefined {
  const member = module.parents.get(fn.node);
  const isOfClass = member?.type === 'MethodDefinition' || member?.type === 'PropertyDefinition';
  let key: TreeNode;
  let name: string | undefined;
  if (isOfClass || member?.type === 'Property') {
    key = member.key;
    name = member.computed ? undefined : keyName(member);
    if (member.type !== 'PropertyDefinition' && (member.kind === 'get' || member.kind === 'set')) return `${member.kind} ${name ?? '*'}`; // prettier-ignore
    if (member.type === 'Property' && (name === 'get' || name === 'set') && describes(module, member))
      return `${name} *`;
  } else if (member?.type === 'AssignmentExpression' && member.left.type === 'MemberExpression') {
    key = member.left.property;
    name = memberName(member.left);
  } else return undefined;
  const hook = hooks.get(name ?? module.text.slice(...key.range));
  if (hook) return hook;
  // What an object literal has is found by the object's name.
  return name !== undefined && member.type !== 'Property' && methods.has(name) ? `method ${name}` : undefined;
}

/** Whether a property belongs to the description of a property: of which one is left open. */
function describes(module: EcmaModule, property: TreeNode): boolean {
  let at: TreeNode | undefined = property;
  while (at?.type === 'Property' || at?.type === 'ObjectExpression') at = module.parents.get(at);
  return at?.type === 'CallExpression' && /\b(defineProperty|defineProperties|create)$/.test(module.text.slice(...at.callee.range)); // prettier-ignore
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

/** Fields that are given a regular expression which remembers where it stopped, and its flags. */
export function patternFields(module: EcmaModule): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [node, parent] of module.parents) {
    let name: string | undefined;
    let value: TreeNode | null = null;
    if (parent.type === 'Property' || parent.type === 'PropertyDefinition') [name, value] = [keyName(parent), parent.value];
    else if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') [name, value] = [memberName(parent.left), parent.right]; // prettier-ignore
    if (name === undefined || value !== node || isFunctionNode(node)) continue;
    const isMade = (node.type === 'NewExpression' || node.type === 'CallExpression') && node.callee.type === 'Identifier' && node.callee.name === 'RegExp'; // prettier-ignore
    const isPattern = isMade || (node.type === 'Literal' && 'regex' in node);
    const flags = isPattern ? flagsOf(lowerExpression(module, undefined, node)) : '';
    if (stateful.test(flags)) found.set(name, (found.get(name) ?? '') + flags);
  }
  return found;
}
