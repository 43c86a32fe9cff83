import type { AnyNode, CallExpression, Identifier } from 'acorn';
import { prefix } from '../names.ts';
import type { Accesses } from './accesses.ts';
import { watchBound } from './boundMemoizers.ts';
import { beginning, blockOf, type Call, callsWithin, isWatched } from './givenCalls.ts';
import type { Insertions } from './insertions.ts';
import { limitsOf } from './limits.ts';
import { children, type FunctionNode, isFunction, type SyntaxTree } from './tree.ts';

/**
 * A library's memoizer takes a function and makes one that sometimes calls it: calls of what it makes, less calls of what
 * it was given, are hits. Holds for every way of keeping results. Three insertions: where the memoizer begins, where what
 * it makes begins, and around its call of the function.
 * @returns how many memoizers there are
 */
export function watchMemoizers(accesses: Accesses, insertions: Insertions, kind: string): number {
  const { tree } = accesses;
  let found = watchBound(tree, insertions, kind);
  for (const maker of tree.functions) {
    if (maker.body.type !== 'BlockStatement' || !isWatched(tree, maker, kind)) continue;
    for (const parameter of maker.params) {
      const binding = parameter.type === 'Identifier' ? tree.resolve(parameter.name, maker.body) : undefined;
      const calls = binding ? callsWithin(tree, maker, binding) : [];
      if (!binding || calls.length === 0) continue;
      found++;
      const given = `${JSON.stringify(kind)},${binding.name},()=>[${tablesOf(accesses, maker)}],()=>[${limitsOf(tree, maker, binding)}]`;
      insertions.open(beginning(maker), `;const ${prefix}l=${prefix}b(${given});`);
      for (const made of new Set(calls.map((call) => call.made)))
        insertions.open(beginning(made), `;${prefix}l.calls++;`);
      calls.forEach((call, i) => watchCall(tree, insertions, call, i));
      break;
    }
  }
  return found;
}

/** A miss lasts until the result is there: where the library itself awaits a promise, until then. */
function watchCall(tree: SyntaxTree, insertions: Insertions, { node }: Call, index: number): void {
  const handle = `${prefix}l`;
  const parent = tree.parent(node);
  const fn = tree.functionOf(node);
  const awaited = parent?.type === 'AwaitExpression' ? parent : undefined;
  if (awaited) return insertions.wrap(awaited, `${handle}.done(${handle}.begin(),`, ')');
  const later = isFunction(fn) && fn.async ? awaitedLater(tree, node, fn) : undefined;
  if (!later || !blockOf(fn as FunctionNode)) return insertions.wrap(node, `${handle}.done(${handle}.begin(),`, ')');
  const token = `${prefix}t${index}`;
  insertions.open(beginning(fn as FunctionNode), `;let ${token};`);
  insertions.wrap(node, `(${token}=${handle}.begin(),`, ')');
  insertions.wrap(later, `${handle}.done(${token},`, ')');
}

/** `const promise = fn(…); … await promise` */
function awaitedLater(tree: SyntaxTree, call: CallExpression, fn: FunctionNode): AnyNode | undefined {
  const parent = tree.parent(call);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;
  const { name } = parent.id;
  const awaits = tree.own(fn).filter((n) => n.type === 'AwaitExpression' && n.argument.type === 'Identifier' && n.argument.name === name); // prettier-ignore
  return awaits.length === 1 ? awaits[0] : undefined;
}

/** Variables of the memoizer that may hold the results, and the `cache` that hangs on what it makes. */
function tablesOf({ tree }: Accesses, maker: FunctionNode): string {
  const names = new Set<string>();
  for (const node of tree.own(maker)) {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init && holds(node.init)) {
      names.add(node.id.name);
      // what the library itself has made can be asked by the library's own property
      if (node.init.type === 'NewExpression' && hasSizeGetter(tree, node.init.callee as AnyNode))
        names.add(`${node.id.name}.size`);
    }
    if (node.type === 'Identifier' && node.name === 'cache' && isDeclared(tree, node, maker)) names.add(node.name);
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression' || node.left.computed) continue;
    const { object, property } = node.left;
    if (object.type === 'Identifier' && property.type === 'Identifier' && property.name === 'cache')
      names.add(`${object.name}.cache`);
  }
  return [...names].join();
}

/** Whether a class of this file has a `get size()`. */
function hasSizeGetter(tree: SyntaxTree, callee: AnyNode): boolean {
  if (callee.type !== 'Identifier') return false;
  const isGetter = (node: AnyNode): boolean =>
    node.type === 'MethodDefinition' && node.kind === 'get' && (node.key as Identifier).name === 'size';
  const find = (node: AnyNode): boolean =>
    (node.type === 'ClassDeclaration' && node.id?.name === callee.name && node.body.body.some(isGetter)) ||
    (!isFunction(node) && children(node).some(find));
  return find(tree.program);
}

const isDeclared = (tree: SyntaxTree, node: Identifier, maker: FunctionNode): boolean =>
  tree.resolve(node.name, maker.body) !== undefined && tree.parent(node)?.type !== 'MemberExpression';

const holds = (node: AnyNode): boolean =>
  node.type === 'NewExpression' ||
  (node.type === 'CallExpression' && node.callee.type === 'Identifier' && /^create/i.test(node.callee.name));
