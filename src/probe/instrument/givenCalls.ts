import type { AnyNode, CallExpression, Identifier } from 'acorn';
import { nameOf } from './naming.ts';
import { type Binding, children, type FunctionNode, isFunction, type SyntaxTree } from './tree.ts';

export interface Call {
  readonly node: CallExpression;
  /** The function that the memoizer makes. */
  readonly made: FunctionNode;
}

/** A package may do more than memoize. */
export function isWatched(tree: SyntaxTree, fn: FunctionNode, kind: string): boolean {
  return /memo/i.test(kind) || (kind === 'react' ? /^cache$/ : /memo/i).test(nameOf(tree, fn) ?? '');
}

/** Whether a node calls what a parameter is given: `fn(x)`, `fn.apply(this, x)`, `call.call(fn, this, x)`. */
export function callOf(tree: SyntaxTree, given: Binding): (node: AnyNode) => node is CallExpression {
  const isGiven = (node: AnyNode | undefined): boolean =>
    node?.type === 'Identifier' && tree.resolve(node.name, node) === given;
  return (node): node is CallExpression => {
    if (node.type !== 'CallExpression') return false;
    if (isGiven(node.callee as AnyNode)) return true;
    if (node.callee.type !== 'MemberExpression' || node.callee.computed) return false;
    const { object, property } = node.callee;
    const method = (property as Identifier).name;
    return (
      (method === 'apply' || method === 'call') && (isGiven(object as AnyNode) || isGiven(node.arguments[0] as AnyNode))
    );
  };
}

/** Calls of a parameter inside functions that the memoizer makes. */
export function callsWithin(tree: SyntaxTree, maker: FunctionNode, given: Binding): Call[] {
  const found: Call[] = [];
  const isCall = callOf(tree, given);
  const enter = (node: AnyNode, made: FunctionNode | undefined): void => {
    for (const child of children(node)) {
      const inner = made ?? (isFunction(child) ? child : undefined);
      if (inner && isCall(child)) found.push({ node: child, made: inner });
      enter(child, inner);
    }
  };
  enter(maker.body, undefined);
  // what has no block of its own cannot begin with a count
  return found.filter(({ made }) => blockOf(made));
}

export const blockOf = (fn: FunctionNode): boolean => fn.body.type === 'BlockStatement';

/** Where the statements of a function begin, after its directives. */
export function beginning(fn: FunctionNode): number {
  const { body } = fn;
  if (body.type !== 'BlockStatement') return body.start;
  const directives = body.body.filter((s) => s.type === 'ExpressionStatement' && s.directive !== undefined);
  return directives.at(-1)?.end ?? body.start + 1;
}
