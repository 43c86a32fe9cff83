import type { AnyNode, Identifier } from 'acorn';
import { type Binding, children, type FunctionNode, type SyntaxTree } from './tree.ts';

const limitName = /^max(?:Size)?$/;

/**
 * Where a memoizer knows the most entries it keeps: a variable of that name, what a class that it makes an object of
 * keeps of such an option, or the options that it is given.
 * @returns expressions, the surest first
 */
export function limitsOf(tree: SyntaxTree, maker: FunctionNode, given: Binding): string {
  const found = new Set<string>();
  for (const name of ['maxSize', 'max']) if (tree.resolve(name, maker.body)?.owner === maker) found.add(name);
  for (const node of tree.own(maker)) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
    if (node.init?.type !== 'NewExpression' || node.init.callee.type !== 'Identifier') continue;
    const kept = keptLimit(tree, node.init.callee.name);
    if (kept) found.add(`${node.id.name}.${kept}`);
  }
  for (const parameter of maker.params)
    if (parameter.type === 'Identifier' && parameter.name !== given.name) {
      found.add(`[${parameter.name}]`);
      // a cache that another function of this file has made
      for (const kept of keptLimits(tree)) found.add(`[${parameter.name},${JSON.stringify(kept)}]`);
    }
  return [...found].join();
}

/** The property in which a class of this file keeps the limit that it is given. */
function keptLimit(tree: SyntaxTree, className: string): string | undefined {
  return classesOf(tree).get(className);
}

const keptLimits = (tree: SyntaxTree): Iterable<string> => new Set(classesOf(tree).values());

const known = new WeakMap<SyntaxTree, Map<string, string>>();

/** Names of classes, and the property in which each keeps a limit. */
function classesOf(tree: SyntaxTree): Map<string, string> {
  const before = known.get(tree);
  if (before) return before;
  const found = new Map<string, string>();
  const mentions = (node: AnyNode): boolean =>
    (node.type === 'Identifier' && limitName.test(node.name)) || children(node).some(mentions);
  const enter = (node: AnyNode, className?: string): void => {
    if (node.type === 'ClassDeclaration') className = node.id?.name;
    if (className && node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
      if (!node.left.computed && node.left.object.type === 'ThisExpression' && mentions(node.right))
        if (!found.has(className)) found.set(className, (node.left.property as Identifier).name);
    for (const child of children(node)) enter(child, className);
  };
  enter(tree.program);
  known.set(tree, found);
  return found;
}
