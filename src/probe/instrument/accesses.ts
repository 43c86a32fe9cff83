import type { AnyNode, Identifier } from 'acorn';
import { type Binding, children, isFunction, type SyntaxTree } from './tree.ts';

/** One lookup or store in a table, perhaps a table of tables. */
export interface Access {
  readonly kind: 'get' | 'has' | 'set' | 'assign' | 'assignIfAbsent';
  readonly node: AnyNode;
  /** The expression of the (outermost) table. */
  readonly root: AnyNode;
  /** Equal for expressions that name the same table. */
  readonly table: string;
  /** One text a level, equal for equal key expressions. */
  readonly keys: readonly string[];
  /** Written with brackets at the innermost level, so the table is an object or an array. */
  readonly indexed: boolean;
  readonly value?: AnyNode;
}

type Base = Pick<Access, 'root' | 'table' | 'keys'>;

export function unwrap(node: AnyNode): AnyNode {
  while (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression' || node.type === 'AwaitExpression')
    node = node.type === 'AwaitExpression' ? node.argument : node.expression;
  return node;
}

/** `rows[i]` of `rows[i] ??= []`. */
const madeIfAbsent = (node: AnyNode): AnyNode =>
  node.type === 'AssignmentExpression' && (node.operator === '??=' || node.operator === '||=')
    ? unwrap(node.left as AnyNode)
    : node;

/** Finds lookups and stores and says which table and key they mean. */
export class Accesses {
  readonly lookups: Access[] = [];
  readonly stores: Access[] = [];
  private readonly sources = new Map<Binding, AnyNode[]>();
  private readonly rows = new Map<Binding, Access | undefined>();

  constructor(readonly tree: SyntaxTree) {
    this.gatherSources(tree.program);
    this.gather(tree.program);
  }

  /** What is ever assigned to a variable. */
  assigned(binding: Binding): readonly AnyNode[] {
    return this.sources.get(binding) ?? [];
  }

  binding(node: AnyNode): Binding | undefined {
    return node.type === 'Identifier' ? this.tree.resolve(node.name, node) : undefined;
  }

  lookup(expression: AnyNode): Access | undefined {
    const node = unwrap(expression);
    if (node.type === 'MemberExpression') {
      if (!node.computed || node.property.type === 'Literal' || node.object.type === 'Super') return undefined;
      return this.access('get', node, node.object, node.property, true);
    }
    if (node.type === 'BinaryExpression' && node.operator === 'in' && node.left.type !== 'PrivateIdentifier')
      return this.access('has', node, node.right, node.left, true);
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed)
      return undefined;
    const { object, property } = node.callee;
    const method = property.type === 'Identifier' ? property.name : '';
    const [first, second] = node.arguments;
    if (!first || first.type === 'SpreadElement' || second?.type === 'SpreadElement') return undefined;
    if (second) {
      const owns =
        (object.type === 'Identifier' &&
          ((object.name === 'Object' && method === 'hasOwn') || (object.name === 'Reflect' && method === 'has'))) ||
        (method === 'call' &&
          object.type === 'MemberExpression' &&
          object.property.type === 'Identifier' &&
          object.property.name === 'hasOwnProperty');
      return owns ? this.access('has', node, first, second, true) : undefined;
    }
    if (method === 'get' || method === 'has') return this.access(method, node, object, first, false);
    return method === 'hasOwnProperty' ? this.access('has', node, object, first, true) : undefined;
  }

  private store(node: AnyNode): Access | undefined {
    if (node.type === 'AssignmentExpression') {
      const { left, operator, right } = node;
      if (left.type !== 'MemberExpression' || !left.computed || left.property.type === 'Literal') return undefined;
      const kind =
        operator === '=' ? 'assign' : operator === '??=' || operator === '||=' ? 'assignIfAbsent' : undefined;
      const access = kind && this.access(kind, node, left.object, left.property, true);
      return access && { ...access, value: right };
    }
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed)
      return undefined;
    const { object, property } = node.callee;
    const [key, value] = node.arguments;
    if (property.type !== 'Identifier' || property.name !== 'set' || !key || !value) return undefined;
    if (key.type === 'SpreadElement' || value.type === 'SpreadElement') return undefined;
    const access = this.access('set', node, object, key, false);
    return access && { ...access, value };
  }

  private access(
    kind: Access['kind'],
    node: AnyNode,
    object: AnyNode,
    key: AnyNode,
    indexed: boolean,
  ): Access | undefined {
    const base = this.base(object);
    return base && { kind, node, indexed, root: base.root, table: base.table, keys: [...base.keys, this.textOf(key)] };
  }

  private base(object: AnyNode): Base | undefined {
    const node = madeIfAbsent(unwrap(object));
    const inner = this.lookup(node);
    if (inner) return inner.kind === 'get' ? inner : undefined;
    if (node.type === 'Identifier') {
      const binding = this.binding(node);
      const row = binding && this.rowOf(binding);
      if (row) return row;
    }
    const table = this.path(node);
    return table === undefined ? undefined : { root: node, table, keys: [] };
  }

  /** `row` in `const row = memo.get(a) ?? …`: the access that gave it. */
  private rowOf(binding: Binding): Access | undefined {
    if (this.rows.has(binding)) return this.rows.get(binding);
    this.rows.set(binding, undefined); // a walk along links (`node = node.get(x)`) ends here
    let found: Access | undefined;
    if (!binding.parameter)
      for (const source of this.assigned(binding)) {
        let at = madeIfAbsent(unwrap(source));
        while (at.type === 'LogicalExpression') at = unwrap(at.left);
        found = this.lookup(at);
        if (found?.kind === 'get') break;
        found = undefined;
      }
    this.rows.set(binding, found);
    return found;
  }

  /** `memo`, `this.memo`, `fib.cache`, `this.#memo`: a name without calls or brackets. */
  path(node: AnyNode): string | undefined {
    if (node.type === 'Identifier') return this.name(node);
    if (node.type === 'ThisExpression') return `this@${this.thisOwner(node)}`;
    if (node.type !== 'MemberExpression' || node.computed) return undefined;
    const object = this.path(unwrap(node.object));
    const { property } = node;
    const mark = property.type === 'PrivateIdentifier' ? '#' : '';
    return object === undefined ? undefined : `${object}.${mark}${(property as Identifier).name}`;
  }

  private thisOwner(node: AnyNode): number {
    let last = 0;
    for (let at = this.tree.parent(node); at; at = this.tree.parent(at)) {
      if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at.start;
      if (isFunction(at) && at.type !== 'ArrowFunctionExpression' && last === 0) last = at.start;
    }
    return last;
  }

  private name(node: Identifier): string {
    return `${node.name}#${this.tree.resolve(node.name, node)?.index ?? 'global'}`;
  }

  /** A text equal for expressions that read alike and mean the same variables. */
  textOf(expression: AnyNode): string {
    const node = unwrap(expression);
    if (node.type === 'Identifier') return this.name(node);
    if (node.type === 'Literal' || node.type === 'TemplateElement') return this.tree.text.slice(node.start, node.end);
    const operator = 'operator' in node ? String(node.operator) : '';
    const name = 'name' in node && typeof node.name === 'string' ? node.name : '';
    const property = node.type === 'MemberExpression' && !node.computed ? (node.property as Identifier) : undefined;
    const parts: string[] = [];
    for (const child of children(node)) parts.push(child === property ? property.name : this.textOf(child));
    return `${node.type}${operator}${name}(${parts.join()})`;
  }

  private gatherSources(node: AnyNode): void {
    let target: AnyNode | undefined;
    let source: AnyNode | null | undefined;
    if (node.type === 'VariableDeclarator') [target, source] = [node.id, node.init];
    else if (node.type === 'AssignmentExpression') [target, source] = [node.left, node.right];
    const binding = target && source && this.binding(target);
    if (binding && source) {
      const known = this.sources.get(binding);
      if (known) known.push(source);
      else this.sources.set(binding, [source]);
    }
    for (const child of children(node)) this.gatherSources(child);
  }

  private gather(node: AnyNode): void {
    const store = this.store(node);
    if (store) this.stores.push(store);
    const parent = this.tree.parent(node);
    const written =
      (parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=') ||
      parent?.type === 'UpdateExpression' ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'delete') ||
      node.type === 'ChainExpression' ||
      node.type === 'AwaitExpression';
    const lookup = written ? undefined : this.lookup(node);
    if (lookup) this.lookups.push(lookup);
    for (const child of children(node)) this.gather(child);
  }
}
