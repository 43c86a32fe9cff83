import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression, Program } from 'acorn';

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** A declared name. `index` tells equal names apart. */
export interface Binding {
  readonly name: string;
  readonly index: number;
  readonly identifier: AnyNode;
  readonly owner: FunctionNode | Program;
  readonly parameter: boolean;
}

export const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

const blocks = new Set([
  'Program',
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'ClassDeclaration',
  'ClassExpression',
  'StaticBlock',
]);
const isScope = (node: AnyNode): boolean => blocks.has(node.type) || isFunction(node);

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Links kept on the nodes themselves: a bundle has hundreds of thousands. */
interface Linked {
  $above?: AnyNode;
  $below?: readonly AnyNode[];
}
const linked = (node: AnyNode): Linked => node as Linked;

/** Direct children in source order, near enough. */
export function children(node: AnyNode): readonly AnyNode[] {
  const known = linked(node).$below;
  if (known) return known;
  const found: AnyNode[] = [];
  for (const key in node) {
    const value: unknown = node[key as keyof AnyNode];
    if (typeof value !== 'object' || value === null || key.charCodeAt(0) === 36) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  linked(node).$below = found;
  return found;
}

export const within = (inner: AnyNode, outer: AnyNode): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** A parsed file with parents, functions and lexical bindings. */
export class SyntaxTree {
  readonly functions: FunctionNode[] = [];
  private readonly scopes = new Map<AnyNode, Map<string, Binding>>();
  private readonly owned = new Map<AnyNode, readonly AnyNode[]>();
  private bindings = 0;

  constructor(
    readonly program: Program,
    readonly text: string,
  ) {
    this.visit(program);
  }

  parent(node: AnyNode): AnyNode | undefined {
    return linked(node).$above;
  }

  /** The function whose body or parameters hold a node. */
  functionOf(node: AnyNode): FunctionNode | Program {
    for (let at = this.parent(node); at; at = this.parent(at)) if (isFunction(at)) return at;
    return this.program;
  }

  resolve(name: string, from: AnyNode): Binding | undefined {
    for (let at: AnyNode | undefined = from; at; at = this.parent(at)) {
      const found = this.scopes.get(at)?.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** Every node of a function's own code, without nested functions, in pre-order. */
  own(node: AnyNode): readonly AnyNode[] {
    const known = this.owned.get(node);
    if (known) return known;
    const found: AnyNode[] = [];
    const enter = (at: AnyNode): void => {
      for (const child of children(at)) {
        found.push(child);
        if (!isFunction(child)) enter(child);
      }
    };
    enter(node);
    if (isFunction(node)) this.owned.set(node, found);
    return found;
  }

  private visit(node: AnyNode): void {
    this.declare(node);
    if (isFunction(node)) this.functions.push(node);
    for (const child of children(node)) {
      linked(child).$above = node;
      this.visit(child);
    }
  }

  private declare(node: AnyNode): void {
    switch (node.type) {
      case 'VariableDeclaration':
        for (const { id } of node.declarations) this.declarePattern(id, this.scopeOf(node, node.kind === 'var'));
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.id) this.add(node.id, node.type === 'FunctionDeclaration' ? this.scopeOf(node, false) : node);
        for (const param of node.params) this.declarePattern(param, node, true);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.id) this.add(node.id, node.type === 'ClassDeclaration' ? this.scopeOf(node, false) : node);
        break;
      case 'CatchClause':
        if (node.param) this.declarePattern(node.param, node);
        break;
      case 'ImportDeclaration':
        for (const { local } of node.specifiers) this.add(local, this.program);
        break;
    }
  }

  private scopeOf(node: AnyNode, hoisted: boolean): AnyNode {
    for (let at = this.parent(node); at; at = this.parent(at))
      if (hoisted ? isFunction(at) || at.type === 'StaticBlock' : isScope(at)) return at;
    return this.program;
  }

  private declarePattern(pattern: AnyNode, scope: AnyNode, parameter = false): void {
    switch (pattern.type) {
      case 'Identifier':
        return this.add(pattern, scope, parameter);
      case 'AssignmentPattern':
        return this.declarePattern(pattern.left, scope, parameter);
      case 'RestElement':
        return this.declarePattern(pattern.argument, scope, parameter);
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.declarePattern(element, scope, parameter);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties)
          this.declarePattern(property.type === 'Property' ? property.value : property, scope, parameter);
    }
  }

  private add(identifier: AnyNode, scope: AnyNode, parameter = false): void {
    const { name } = identifier as { name: string };
    let names = this.scopes.get(scope);
    if (!names) this.scopes.set(scope, (names = new Map()));
    if (names.has(name)) return;
    let owner: AnyNode | undefined = scope;
    while (owner && !isFunction(owner) && owner.type !== 'Program') owner = this.parent(owner);
    names.set(name, {
      name,
      index: ++this.bindings,
      identifier,
      owner: (owner as FunctionNode | undefined) ?? this.program,
      parameter,
    });
  }
}
