import type { AnyNode, CallExpression, Identifier } from 'acorn';
import { prefix } from '../names.ts';
import type { Accesses } from './accesses.ts';
import type { Insertions } from './insertions.ts';
import { nameOf } from './naming.ts';
import { type Binding, children, type FunctionNode, isFunction, type SyntaxTree } from './tree.ts';

/**
 * A library's memoizer takes a function and makes one that sometimes calls it: calls of what it makes, less calls of what
 * it was given, are hits. Holds for every way of keeping results. Three insertions: where the memoizer begins, where what
 * it makes begins, and where that calls the function.
 * @returns how many memoizers there are
 */
export function watchMemoizers(accesses: Accesses, insertions: Insertions, kind: string): number {
  const { tree } = accesses;
  let found = 0;
  for (const maker of tree.functions) {
    if (maker.body.type !== 'BlockStatement') continue;
    // a package may do more than memoize
    if (!/memo/i.test(kind) && !/memo/i.test(nameOf(tree, maker) ?? '')) continue;
    for (const parameter of maker.params) {
      const binding = parameter.type === 'Identifier' ? tree.resolve(parameter.name, maker.body) : undefined;
      const calls = binding ? callsWithin(tree, maker, binding) : [];
      if (!binding || calls.length === 0) continue;
      found++;
      const tables = tablesOf(accesses, maker);
      const { body } = maker;
      const directives = body.body.filter((s) => s.type === 'ExpressionStatement' && s.directive !== undefined);
      const given = `${JSON.stringify(kind)},${binding.name},()=>[${tables.join()}]`;
      insertions.open(directives.at(-1)?.end ?? body.start + 1, `;const ${prefix}l=${prefix}b(${given});`);
      for (const made of new Set(calls.map((call) => call.made)))
        insertions.open(beginning(made), `;${prefix}l.calls++;`);
      for (const { node } of calls) insertions.wrap(node, `(${prefix}l.misses++,`, ')');
      break;
    }
  }
  return found;
}

interface Call {
  readonly node: CallExpression;
  /** The function that the memoizer makes. */
  readonly made: FunctionNode;
}

/** Calls of a parameter inside functions that the memoizer makes: `fn(x)`, `fn.apply(this, x)`, `call.call(fn, this, x)`. */
function callsWithin(tree: SyntaxTree, maker: FunctionNode, given: Binding): Call[] {
  const found: Call[] = [];
  const isGiven = (node: AnyNode | undefined): boolean =>
    node?.type === 'Identifier' && tree.resolve(node.name, node) === given;
  const isCall = (node: AnyNode): node is CallExpression => {
    if (node.type !== 'CallExpression') return false;
    if (isGiven(node.callee as AnyNode)) return true;
    if (node.callee.type !== 'MemberExpression' || node.callee.computed) return false;
    const { object, property } = node.callee;
    const method = (property as Identifier).name;
    return (
      (method === 'apply' || method === 'call') && (isGiven(object as AnyNode) || isGiven(node.arguments[0] as AnyNode))
    );
  };
  const enter = (node: AnyNode, made: FunctionNode | undefined): void => {
    for (const child of children(node)) {
      const inner = made ?? (isFunction(child) ? child : undefined);
      if (inner && isCall(child)) found.push({ node: child, made: inner });
      enter(child, inner);
    }
  };
  enter(maker.body, undefined);
  // what has no block of its own cannot begin with a count
  return found.filter(({ made }) => made.body.type === 'BlockStatement');
}

function beginning(fn: FunctionNode): number {
  const { body } = fn;
  if (body.type !== 'BlockStatement') return body.start;
  const directives = body.body.filter((s) => s.type === 'ExpressionStatement' && s.directive !== undefined);
  return directives.at(-1)?.end ?? body.start + 1;
}

/** Variables of the memoizer that may hold the results, and the `cache` that hangs on what it makes. */
function tablesOf({ tree }: Accesses, maker: FunctionNode): string[] {
  const names = new Set<string>();
  for (const node of tree.own(maker)) {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init && holds(node.init))
      names.add(node.id.name);
    if (node.type === 'Identifier' && node.name === 'cache' && isDeclared(tree, node, maker)) names.add(node.name);
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression' || node.left.computed) continue;
    const { object, property } = node.left;
    if (object.type === 'Identifier' && property.type === 'Identifier' && property.name === 'cache')
      names.add(`${object.name}.cache`);
  }
  return [...names];
}

const isDeclared = (tree: SyntaxTree, node: Identifier, maker: FunctionNode): boolean =>
  tree.resolve(node.name, maker.body) !== undefined && tree.parent(node)?.type !== 'MemberExpression';

const holds = (node: AnyNode): boolean =>
  node.type === 'NewExpression' ||
  (node.type === 'CallExpression' && node.callee.type === 'Identifier' && /^create/i.test(node.callee.name));
