import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, withoutTypes } from '../../languages/ecmascript/tree.ts';
import type { BoundName, Parameter } from './parameters.ts';

/** Which part of the sequence that the outermost call got; `whole` is both. */
type Part = 'suffix' | 'prefix' | 'whole';

/**
 * The key of a parameter that is always a suffix, or always a prefix, of what the outermost call got: both ends are
 * known by its length. Undefined where that is not sure.
 * @param calls all recursive calls
 */
export function lengthKey(
  fn: EcmaFunction,
  parameter: Parameter,
  calls: readonly TSESTree.CallExpression[],
  typed: boolean,
): BoundName | undefined {
  const [name] = parameter.names;
  if (parameter.form !== 'plain' || !name || name.reassigned) return undefined;
  const sequence = new Sequence(fn, name.name);
  const parts = new Set<Part>();
  for (const call of calls) {
    const argument = call.arguments[parameter.index];
    if (!argument || call.arguments.slice(0, parameter.index + 1).some((a) => a.type === 'SpreadElement')) return undefined; // prettier-ignore
    const part = sequence.part(argument);
    if (!part) return undefined;
    parts.add(part);
  }
  parts.delete('whole');
  if (parts.size !== 1) return undefined;
  const isText = name.kind === 'string';
  if (!isText && name.kind !== 'list' && !sequence.isMeasured) return undefined;
  if (!isText && !sequence.isOnlyRead(parameter, calls)) return undefined;
  const isSure = typed ? isSequenceType(name.outerType) : sequence.isMeasuredFirst;
  if (typed && !isSure) return undefined;
  return { name: `${name.name}${isSure ? '' : '?'}.length`, type: 'number', outerType: 'number', reassigned: false, kind: 'integer' }; // prettier-ignore
}

/** Never null or undefined. */
function isSequenceType(type: string | undefined): boolean {
  return type !== undefined && /^(string|(readonly )?[\w.]+\[\]|(Readonly)?Array<[^|&]*>)$/.test(type.trim());
}

/** What a function does with one of its parameters. */
class Sequence {
  /** Its length is read. */
  isMeasured = false;
  /** Its length is read before anything else happens. */
  readonly isMeasuredFirst: boolean;
  readonly #mentions: { readonly node: TSESTree.Identifier; readonly parents: readonly TreeNode[] }[] = [];
  readonly #locals = new Map<string, Part | undefined>();

  constructor(
    readonly fn: EcmaFunction,
    readonly name: string,
  ) {
    const look = (node: TreeNode, parents: readonly TreeNode[]): void => {
      if (node.type === 'Identifier') this.#mentions.push({ node, parents });
      forEachChild(node, (child) => look(child, [node, ...parents.slice(0, 2)]));
    };
    look(fn.node.body, []);
    this.isMeasured = this.#mentions.some(({ node, parents }) => this.isOwn(node) && isLengthOf(parents[0], node));
    this.isMeasuredFirst = isLengthFirst(fn.node.body, name);
  }

  isOwn(node: TreeNode): boolean {
    if (node.type !== 'Identifier' || node.name !== this.name) return false;
    const variable = this.fn.module.variable(node);
    return variable.role === 'parameter' && variable.owner === this.fn;
  }

  /** Which part of the parameter's value an expression is. */
  part(given: TreeNode): Part | undefined {
    const node = withoutTypes(given);
    if (node.type === 'Identifier') return this.isOwn(node) ? 'whole' : this.#local(node);
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed) return undefined; // prettier-ignore
    const { object, property } = node.callee;
    if (property.type !== 'Identifier' || !/^(slice|substring|substr)$/.test(property.name)) return undefined;
    const inner = this.part(object);
    if (!inner || node.optional || node.callee.optional) return undefined;
    const [from, to, ...more] = node.arguments;
    if (more.length > 0 || from?.type === 'SpreadElement' || to?.type === 'SpreadElement') return undefined;
    const own = !from ? 'whole' : !to ? 'suffix' : isZero(from) ? 'prefix' : undefined;
    if (!own || own === 'whole' || inner === 'whole') return own === 'whole' ? inner : own;
    return own === inner ? own : undefined;
  }

  /** `const rest = xs.slice(1)`, `const [first, ...rest] = xs`. */
  #local(node: TSESTree.Identifier): Part | undefined {
    const { name } = node;
    const variable = this.fn.module.variable(node);
    if (variable.role !== 'local' || variable.owner !== this.fn || variable.reassigned) return undefined;
    if (this.#locals.has(name)) return this.#locals.get(name);
    this.#locals.set(name, undefined);
    let found: Part | undefined;
    let times = 0;
    for (const { node: id, parents } of this.#mentions) {
      if (id.name !== name) continue;
      const [above, pattern, declarator] = parents;
      if (above?.type === 'VariableDeclarator' && above.id === id) {
        times++;
        if (above.init) found = this.part(above.init);
      } else if (above?.type === 'RestElement' && pattern?.type === 'ArrayPattern') {
        times++;
        const isDeclared = declarator?.type === 'VariableDeclarator' && declarator.id === pattern && declarator.init;
        if (isDeclared && this.isOwn(withoutTypes(declarator.init!))) found = 'suffix';
      }
    }
    if (times !== 1) found = undefined;
    this.#locals.set(name, found);
    return found;
  }

  /** Neither the parameter nor a part of it is changed, compared by identity, or given to code that could do that. */
  isOnlyRead(parameter: Parameter, calls: readonly TSESTree.CallExpression[]): boolean {
    return this.#mentions.every(({ node, parents: [above, next] }) => {
      if (!this.isOwn(node) && this.#locals.get(node.name) === undefined) return true;
      switch (above?.type) {
        case 'MemberExpression':
          if (above.object !== node) return above.computed === false;
          if (isWritten(above, next)) return false;
          if (above.computed || isLengthOf(above, node)) return true;
          return next?.type === 'CallExpression' && next.callee === above && isReader(above.property);
        case 'CallExpression':
          return calls.includes(above) && above.arguments[parameter.index] === node;
        case 'VariableDeclarator':
          return above.id === node || above.id.type !== 'Identifier';
        case 'ForOfStatement':
          return above.right === node;
        case 'UnaryExpression':
          return above.operator === '!';
        case 'IfStatement':
        case 'ConditionalExpression':
          return above.test === node;
        case 'RestElement':
        case 'SpreadElement':
        case 'TemplateLiteral':
          return true;
        default:
          return false;
      }
    });
  }
}

function isWritten(member: TreeNode, above: TreeNode | undefined): boolean {
  if (above?.type === 'AssignmentExpression') return above.left === member;
  return above?.type === 'UpdateExpression' || (above?.type === 'UnaryExpression' && above.operator === 'delete');
}

/** A method that changes nothing and hands the sequence itself to nobody that is likely to. */
function isReader(property: TreeNode): boolean {
  return property.type === 'Identifier' && /^(slice|concat|at|includes|indexOf|lastIndexOf|join)$/.test(property.name);
}

function isLengthOf(node: TreeNode | undefined, object: TreeNode): boolean {
  return (
    node?.type === 'MemberExpression' &&
    node.object === object &&
    node.property.type === 'Identifier' &&
    node.property.name === 'length' &&
    !node.computed
  );
}

function isZero(node: TreeNode): boolean {
  return node.type === 'Literal' && node.value === 0;
}

/** The first thing evaluated is `name.length`. */
function isLengthFirst(node: TreeNode, name: string): boolean {
  switch (node.type) {
    case 'BlockStatement': {
      const first = node.body.find((s) => !('directive' in s && typeof s.directive === 'string'));
      return first !== undefined && isLengthFirst(first, name);
    }
    case 'IfStatement':
    case 'ConditionalExpression':
      return isLengthFirst(node.test, name);
    case 'ReturnStatement':
    case 'UnaryExpression':
      return node.argument !== null && isLengthFirst(node.argument, name);
    case 'VariableDeclaration': {
      const init = node.declarations[0]?.init;
      return init ? isLengthFirst(init, name) : false;
    }
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isLengthFirst(node.left, name);
    case 'MemberExpression':
      return node.object.type === 'Identifier' && node.object.name === name && isLengthOf(node, node.object);
    default:
      return false;
  }
}
