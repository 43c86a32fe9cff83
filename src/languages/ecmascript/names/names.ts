import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type TreeNode, isFunctionNode } from '../tree.ts';
import { type VariableScope, declare, declareInside, isVariableScope } from './declarations.ts';
import { Named, type Table } from './named.ts';
import { isName, isWritten } from './places.ts';

export type NameNode = TSESTree.Identifier | TSESTree.JSXIdentifier;

/**
 * What the names of a file mean, found when it is asked for: most names of a file never are. The rules are those of
 * ECMAScript's scopes and of TypeScript's `namespace` and `enum`; a file is taken for a module.
 */
export class Names {
  readonly #tables = new Map<TreeNode, Table>();
  readonly #blocks = new Set<TreeNode>();
  readonly #selves = new Map<TreeNode, Named>();
  readonly #found = new Map<TreeNode, Named | undefined>();
  readonly #references = new Map<Named, readonly NameNode[]>();
  readonly #sorted = new Set<string>();

  constructor(
    /** Every identifier of the code, by how it is called. */
    readonly mentions: ReadonlyMap<string, NameNode[]>,
    readonly parents: ReadonlyMap<TreeNode, TreeNode>,
  ) {}

  /** What a name means where it stands; undefined for what the file does not declare and for what is no name. */
  of(node: TreeNode): Named | undefined {
    if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') return undefined;
    if (this.#found.has(node)) return this.#found.get(node);
    const found = this.#resolve(node);
    this.#found.set(node, found);
    return found;
  }

  /** Where it is mentioned in code, but for its declarations, in their order. */
  referencesOf(named: Named): readonly NameNode[] {
    let references = this.#references.get(named);
    if (!references) this.#references.set(named, (references = this.#mentions(named, false)));
    return references;
  }

  /** The references that assign it. */
  writesOf(named: Named): NameNode[] {
    return this.#mentions(named, true);
  }

  #resolve(node: NameNode): Named | undefined {
    const { name } = node;
    let at = this.parents.get(node);
    if (!at || !isName(node, at, this.parents)) return undefined;
    let child: TreeNode = node;
    if (at.type === 'FunctionDeclaration' && at.id === node) {
      child = at;
      at = this.parents.get(at);
    } else if (at.type === 'FunctionExpression' && at.id === node) return this.#self(at);
    for (; at; child = at, at = this.parents.get(at)) {
      if (at.type === 'WithStatement' && child === at.body) return undefined;
      const found = this.#tableAt(at, child)?.get(name);
      if (found?.isValue && !isBelow(found, node, at)) return found;
      if (at.type === 'FunctionExpression' && at.id?.name === name) return this.#self(at);
    }
    return undefined;
  }

  /** The names of the scope of `at`, where `child` is in it. */
  #tableAt(at: TreeNode, child: TreeNode): Table | undefined {
    switch (at.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        return at.decorators?.includes(child as TSESTree.Decorator) ? undefined : this.#inside(at);
      case 'TSEnumDeclaration':
        return child === at.id ? undefined : this.#inside(at);
      case 'TSModuleDeclaration':
        return child === at.id ? undefined : this.#declared(at);
      case 'SwitchStatement':
        return child === at.discriminant ? undefined : this.#block(at);
      case 'BlockStatement':
      case 'CatchClause':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#block(at);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'StaticBlock':
      case 'Program':
        return this.#declared(at);
      default:
        return undefined;
    }
  }

  #inside(node: Parameters<typeof declareInside>[0]): Table {
    let table = this.#tables.get(node);
    if (!table) this.#tables.set(node, (table = declareInside(node)));
    return table;
  }

  /** The names of a block, which are declared with those of the function around it. */
  #block(node: TreeNode): Table | undefined {
    if (!this.#blocks.has(node)) {
      this.#blocks.add(node);
      let scope: TreeNode | undefined = node;
      while (scope && !isVariableScope(scope)) scope = this.parents.get(scope);
      if (scope) this.#declared(scope);
    }
    return this.#tables.get(node);
  }

  #declared(scope: VariableScope): Table | undefined {
    if (!this.#tables.has(scope)) declare(scope, this.#tables);
    return this.#tables.get(scope);
  }

  #self(fn: TSESTree.FunctionExpression): Named {
    let named = this.#selves.get(fn);
    if (!named) {
      this.#selves.set(fn, (named = new Named(fn.id!.name, fn, true)));
      named.defs.push({ as: 'function', node: fn, name: fn.id! });
    }
    return named;
  }

  #mentions(named: Named, written: boolean): NameNode[] {
    const { name, scope } = named;
    const [start, end] = scope.range;
    const found: NameNode[] = [];
    const nodes = this.#inOrder(name);
    // A minified file has one name in thousands of functions.
    for (let i = firstFrom(nodes, start); i < nodes.length && nodes[i]!.range[0] < end; i++) {
      const node = nodes[i]!;
      if (written && !isWritten(node, this.parents)) continue;
      if (this.of(node) === named && !named.defs.some((def) => def.name === node)) found.push(node);
    }
    return found;
  }

  #inOrder(name: string): readonly NameNode[] {
    const nodes = this.mentions.get(name) ?? [];
    if (!this.#sorted.has(name)) {
      this.#sorted.add(name);
      nodes.sort((a, b) => a.range[0] - b.range[0]);
    }
    return nodes;
  }
}

/** A default value of a parameter does not see what the body declares. */
function isBelow(found: Named, node: TreeNode, scope: TreeNode): boolean {
  if (!isFunctionNode(scope)) return false;
  const [body] = scope.body.range;
  return node.range[0] < body && found.defs.every(({ name }) => name.range[0] >= body);
}

/** The place of the first node, in order, that does not start before `start`. */
function firstFrom(nodes: readonly NameNode[], start: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.range[0] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
