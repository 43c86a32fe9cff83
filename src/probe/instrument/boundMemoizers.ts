import type { AnyNode, Identifier } from 'acorn';
import { prefix } from '../names.ts';
import { beginning, callOf } from './givenCalls.ts';
import type { Insertions } from './insertions.ts';
import { children, type FunctionNode, isFunction, type SyntaxTree } from './tree.ts';

/**
 * Memoizers that make nothing themselves: a function that looks up, calls and stores gets the function and the table as
 * its first parameters by `bind`. A table belongs to one memoized function.
 * @returns how many such functions there are
 */
export function watchBound(tree: SyntaxTree, insertions: Insertions, kind: string): number {
  const lookups = tree.functions.filter((fn) => watchLookup(tree, insertions, fn));
  if (lookups.length === 0) return 0;
  const enter = (node: AnyNode): void => {
    if (node.type === 'CallExpression') {
      const [, ...given] = bindArguments(tree, node);
      if (given.length > 1) {
        const [fn, ...rest] = given;
        insertions.wrap(node, `${prefix}m(${JSON.stringify(kind)},${fn},()=>[${rest.join()}],`, ')');
      }
    }
    children(node).forEach(enter);
  };
  enter(tree.program);
  return lookups.length;
}

function watchLookup(tree: SyntaxTree, insertions: Insertions, fn: FunctionNode): boolean {
  if (fn.body.type !== 'BlockStatement' || fn.params.length < 2) return false;
  const [given, ...others] = fn.params.map((p) =>
    p.type === 'Identifier' ? tree.resolve(p.name, fn.body) : undefined,
  );
  const own = tree.own(fn);
  const calls = given ? own.filter(callOf(tree, given)) : [];
  const asked = (name: string | undefined, method: string): boolean =>
    own.some(
      (node) =>
        node.type === 'MemberExpression' &&
        node.object.type === 'Identifier' &&
        node.object.name === name &&
        (node.property as Identifier).name === method,
    );
  const table = others.find((other) => asked(other?.name, 'get') && asked(other?.name, 'set'));
  if (calls.length === 0 || !table) return false;
  const handle = `${prefix}l`;
  insertions.open(beginning(fn), `;const ${handle}=${prefix}y(${table.name});${handle}.calls++;`);
  for (const call of calls) insertions.wrap(call, `${handle}.done(${handle}.begin(),`, ')');
  return true;
}

/** `x.bind(this, fn, table)`: the names, when all are parameters of the function around. */
function bindArguments(tree: SyntaxTree, node: AnyNode): string[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  if ((node.callee.property as Identifier).name !== 'bind') return [];
  const fn = tree.functionOf(node);
  const isParameter = (a: AnyNode): boolean =>
    a.type === 'Identifier' && isFunction(fn) && tree.resolve(a.name, a)?.parameter === true;
  return node.arguments.every(isParameter) ? node.arguments.map((a) => (a as Identifier).name) : [];
}
