import type { AnyNode, Identifier } from 'acorn';
import type { Access, Accesses } from './accesses.ts';
import { type Binding, type FunctionNode, isFunction, type SyntaxTree } from './tree.ts';

const text = (node: AnyNode | null | undefined): string | undefined =>
  node?.type === 'Identifier' || node?.type === 'PrivateIdentifier'
    ? (node as Identifier).name
    : node?.type === 'Literal' && typeof node.value === 'string'
      ? node.value
      : undefined;

/** A function's name as a person would say it: its own, its method's with the class, or its variable's. */
export function nameOf(tree: SyntaxTree, fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const parent = tree.parent(fn);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return text(parent.id);
    case 'AssignmentExpression':
      return text(parent.left) ?? (parent.left.type === 'MemberExpression' ? text(parent.left.property) : undefined);
    case 'AssignmentPattern':
      return text(parent.left);
    case 'Property':
      return parent.computed ? undefined : text(parent.key);
    case 'MethodDefinition':
    case 'PropertyDefinition': {
      const owner = tree.parent(tree.parent(parent)!);
      const className =
        owner?.type === 'ClassDeclaration' || owner?.type === 'ClassExpression' ? text(owner.id) : undefined;
      const key = parent.computed ? undefined : text(parent.key);
      return key && className ? `${className}.${key}` : key;
    }
    case 'CallExpression':
      // esbuild's `__name(() => …, "fib")`, as tsx writes it
      return parent.arguments[0] === fn && text(parent.callee) === '__name' ? text(parent.arguments[1]) : undefined;
    default:
      return undefined;
  }
}

function enclosing(tree: SyntaxTree, node: AnyNode): FunctionNode | undefined {
  const owner = tree.functionOf(node);
  return isFunction(owner) ? owner : undefined;
}

/** Whether `outer` itself calls the function bound to `name`: then `outer` is what people call. */
function calls(tree: SyntaxTree, outer: FunctionNode, inner: FunctionNode): boolean {
  const name = nameOf(tree, inner);
  for (const node of tree.own(outer))
    if (node.type === 'CallExpression' && (node.callee === inner || (name && text(node.callee) === name))) return true;
  return false;
}

/** The name a cache goes by: that of the function a person calls, not of a helper inside it. */
export function cacheName(tree: SyntaxTree, fn: FunctionNode, table: Binding | undefined, access: Access): string {
  let shown: FunctionNode = fn;
  const made = table && freshArgument(tree, table);
  const maker = made && enclosing(tree, made);
  if (maker && maker !== fn) shown = maker;
  else if (table && table.owner !== fn && isFunction(table.owner)) {
    // walk out of helpers as far as the function that makes the table
    for (let outer = enclosing(tree, fn); outer; outer = enclosing(tree, outer)) {
      if (nameOf(tree, outer) && calls(tree, outer, shown)) shown = outer;
      if (outer === table.owner) break;
    }
  }
  for (let at: FunctionNode | undefined = shown; at; at = enclosing(tree, at)) {
    const name = nameOf(tree, at);
    if (name) return name;
    const variable = initialisedVariable(tree, at);
    if (variable) return variable;
  }
  return text(access.root) ?? tree.text.slice(access.root.start, access.root.end);
}

/** `fib` of `const fib = (() => { … })()` and of `const fib = memo((n) => …)`. */
function initialisedVariable(tree: SyntaxTree, fn: FunctionNode): string | undefined {
  let at = tree.parent(fn);
  while (at?.type === 'CallExpression') at = tree.parent(at);
  return at?.type === 'VariableDeclarator' ? text(at.id) : undefined;
}

/** `new Map()` where a person's function calls the helper that takes the table as a parameter. */
function freshArgument(tree: SyntaxTree, table: Binding): AnyNode | undefined {
  const { owner } = table;
  if (!table.parameter || !isFunction(owner)) return undefined;
  const index = owner.params.findIndex((p) => p === table.identifier);
  const name = nameOf(tree, owner);
  if (index < 0 || !name) return undefined;
  const fresh: AnyNode[] = [];
  for (const node of walk(tree)) {
    if (node.type !== 'CallExpression' || text(node.callee) !== name) continue;
    const argument = node.arguments[index];
    if (argument && /^(?:New|Object|Array)Expression$/.test(argument.type)) fresh.push(argument);
  }
  return fresh.length === 1 ? fresh[0] : undefined;
}

/** Where the table is made: its declaration, its class field or its first assignment, else where it is read. */
export function tablePlace(accesses: Accesses, access: Access): AnyNode {
  const { tree } = accesses;
  const binding = accesses.binding(access.root);
  if (binding) return freshArgument(tree, binding) ?? binding.identifier;
  const { root } = access;
  if (root.type !== 'MemberExpression') return root;
  const path = accesses.path(root);
  const name = text(root.property);
  for (const node of walk(tree)) {
    if (node.type === 'PropertyDefinition' && root.object.type === 'ThisExpression' && text(node.key) === name) {
      const owner = tree.parent(tree.parent(node)!);
      if (owner && root.start >= owner.start && root.end <= owner.end) return node.key;
    }
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' && !node.left.computed)
      if (accesses.path(node.left) === path) return node.left;
  }
  return root;
}

function* walk(tree: SyntaxTree): Iterable<AnyNode> {
  yield* tree.own(tree.program);
  for (const fn of tree.functions) yield* tree.own(fn);
}
