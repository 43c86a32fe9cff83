import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from '../../languages/ecmascript/tree.ts';
import type { Parameter } from './parameters.ts';

/** Steps of an index that leave no large holes in a list. */
const mostStep = 64;

/**
 * The parameters of a nested helper that are non-negative integers in every call, close together: positions, by which a
 * list can be indexed. All calls of the helper are seen, those from outside it too; nothing is taken for granted.
 */
export function indexParameters(
  fn: EcmaFunction,
  parameters: readonly Parameter[],
  calls: readonly TSESTree.CallExpression[],
): ReadonlySet<Parameter> {
  const all = fn.parent && callsOf(fn, fn.parent);
  if (!all || calls.some((c) => !all.includes(c))) return new Set();
  const found = new Set(
    parameters.filter((p) => p.form === 'plain' && !p.hasDefault && !p.names[0]!.reassigned && all.every((c) => isGiven(c, p))),
  ); // prettier-ignore
  // Each holds in a call if all hold in the calling activation: what fails is taken out until nothing does.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    const proof = new Proof(fn, found);
    for (const p of found) if (!all.every((c) => proof.isIndex(c.arguments[p.index]!, c))) found.delete(p);
  }
  return found;
}

function isGiven(call: TSESTree.CallExpression, { index }: Parameter): boolean {
  return call.arguments.length > index && !call.arguments.some((a) => a.type === 'SpreadElement');
}

/** All calls of a helper; undefined when it is used otherwise, or comes to be known under another name. */
function callsOf(fn: EcmaFunction, around: EcmaFunction): TSESTree.CallExpression[] | undefined {
  const { module } = fn;
  const own = fn.declaration.type === 'VariableDeclarator' ? fn.declaration.id : fn.node.id;
  if (own?.type !== 'Identifier' || (fn.node.id && fn.node.id !== own)) return undefined;
  const variable = module.variable(own);
  if (variable.reassigned) return undefined;
  const out: TSESTree.CallExpression[] = [];
  let isSure = true;
  const look = (node: TreeNode): void => {
    if (node.type === 'Identifier' && node.name === own.name && node !== own && module.variable(node) === variable) {
      const above = module.parents.get(node);
      if (above?.type === 'CallExpression' && above.callee === node) out.push(above);
      else if (!isPropertyName(node, above)) isSure = false;
    }
    forEachChild(node, look);
  };
  look(around.node);
  return isSure ? out : undefined;
}

function isPropertyName(node: TreeNode, above: TreeNode | undefined): boolean {
  if (above?.type === 'MemberExpression') return above.property === node && !above.computed;
  return above?.type === 'Property' && above.key === node && !above.computed && !above.shorthand;
}

class Proof {
  readonly #open = new Set<TreeNode>();

  constructor(
    readonly fn: EcmaFunction,
    readonly positions: ReadonlySet<Parameter>,
  ) {}

  /** Whether a value is a non-negative integer, read where `at` is. */
  isIndex(given: TreeNode, at: TreeNode): boolean {
    return this.least(given, at) >= 0;
  }

  /** A number that the value, an integer, is not below; -Infinity when it may be anything. */
  least(given: TreeNode, at: TreeNode): number {
    const node = withoutTypes(given);
    switch (node.type) {
      case 'Literal':
        return Number.isInteger(node.value) && Math.abs(node.value as number) <= 2 ** 20 ? (node.value as number) : -Infinity; // prettier-ignore
      case 'MemberExpression':
        return !node.computed && !node.optional && node.property.type === 'Identifier' && node.property.name === 'length' ? 0 : -Infinity; // prettier-ignore
      case 'BinaryExpression': {
        const step = isLiteral(node.right) ? node.right.value : undefined;
        if (node.operator === '+' && step !== undefined) return step <= mostStep ? this.least(node.left, at) + step : -Infinity; // prettier-ignore
        if (node.operator === '-' && step !== undefined) return this.least(node.left, at) - step;
        if (node.operator === '+' && isLiteral(node.left)) return this.least(node.right, at) + node.left.value;
        return -Infinity;
      }
      case 'Identifier':
        return this.#identifier(node, at);
      default:
        return -Infinity;
    }
  }

  #identifier(node: TSESTree.Identifier, at: TreeNode): number {
    const { module } = this.fn;
    const variable = module.variable(node);
    const parameter = [...this.positions].find((p) => p.names[0]!.name === node.name);
    if (parameter && variable.role === 'parameter' && variable.owner === this.fn)
      return atLeast(this.fn, node.name, at);
    if (variable.role !== 'local') return -Infinity;
    const declarator = declaratorOf(module.parents, variable, node, this.fn, module);
    if (!declarator?.init || this.#open.has(declarator)) return -Infinity;
    this.#open.add(declarator);
    try {
      const start = this.least(declarator.init, declarator);
      if (!variable.reassigned) return start;
      // for (let k = start; …; k++)
      const loop = module.parents.get(module.parents.get(declarator)!);
      return loop?.type === 'ForStatement' && onlyRises(loop, node.name) ? start : -Infinity;
    } finally {
      this.#open.delete(declarator);
    }
  }
}

function isLiteral(node: TreeNode): node is TSESTree.NumberLiteral {
  return node.type === 'Literal' && typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 0 && node.value <= 2 ** 20; // prettier-ignore
}

type Variable = ReturnType<EcmaFunction['module']['variable']>;

/** `const n = …` or `let k = …` of a variable, when that is its only declaration. */
function declaratorOf(
  parents: EcmaFunction['module']['parents'],
  variable: Variable,
  use: TreeNode,
  fn: EcmaFunction,
  module: EcmaFunction['module'],
): TSESTree.VariableDeclarator | undefined {
  // prettier-ignore
  let around: TreeNode = fn.node;
  for (let at: TreeNode | undefined = use; at; at = parents.get(at)) if (isFunctionNode(at)) around = at;
  let found: TSESTree.VariableDeclarator | undefined;
  const look = (node: TreeNode): void => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === variable.name) {
      if (module.variable(node.id) === variable) found = node;
    }
    forEachChild(node, look);
  };
  look(around);
  return found;
}

/** A loop variable that nothing changes but `k++` or `k += 1` of the loop. */
function onlyRises(loop: TSESTree.ForStatement, name: string): boolean {
  const isStep = (node: TreeNode): boolean =>
    (node.type === 'UpdateExpression' && node.operator === '++') ||
    (node.type === 'AssignmentExpression' && node.operator === '+=' && isLiteral(node.right) && node.right.value <= mostStep);
  const { update } = loop;
  if (!update || !isStep(update)) return false;
  let changed = false;
  const look = (node: TreeNode): void => {
    const target = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    if (target?.type === 'Identifier' && target.name === name && node !== update) changed = true;
    if (target && target.type !== 'Identifier' && target.type !== 'MemberExpression') changed = true;
    forEachChild(node, look);
  };
  if (loop.test) look(loop.test);
  look(loop.update!);
  look(loop.body);
  return !changed;
} // prettier-ignore

/** A test, and what it answered. */
export interface Fact {
  readonly test: TreeNode;
  readonly holds: boolean;
}

/** The tests that lead to `at`, from the inside out. */
export function factsAt(fn: EcmaFunction, at: TreeNode): Fact[] {
  const { parents } = fn.module;
  const facts: Fact[] = [];
  for (let node: TreeNode = at; node !== fn.node;) {
    const above = parents.get(node);
    // A function that is declared here may be called before the tests above it.
    if (!above || node.type === 'FunctionDeclaration') break;
    if (above.type === 'BlockStatement') {
      const before = above.body.slice(0, above.body.indexOf(node as TSESTree.Statement));
      for (const s of before.reverse()) {
        if (s.type === 'IfStatement' && !s.alternate && leaves(s.consequent)) facts.push({ test: s.test, holds: false }); // prettier-ignore
      }
    } else if (above.type === 'IfStatement' || above.type === 'ConditionalExpression') {
      if (above.test !== node) facts.push({ test: above.test, holds: above.consequent === node });
    } else if (above.type === 'LogicalExpression' && above.right === node) {
      if (above.operator !== '??') facts.push({ test: above.left, holds: above.operator === '&&' });
    }
    node = above;
  }
  return facts;
}

/** A bound below for a position, from the tests that lead to `at`. */
function atLeast(fn: EcmaFunction, name: string, at: TreeNode): number {
  const facts = factsAt(fn, at);
  // From the outside in: `i === 0` first, `i === 1` after it.
  let bound = 0;
  for (const { test, holds } of facts.reverse()) bound = learn(test, holds, name, bound);
  return bound;
}

function leaves(node: TreeNode): boolean {
  if (node.type === 'BlockStatement') return node.body.length > 0 && leaves(node.body[node.body.length - 1]!);
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement';
}

function learn(given: TreeNode, holds: boolean, name: string, bound: number): number {
  const test = withoutTypes(given);
  const isName = (node: TreeNode): boolean => node.type === 'Identifier' && node.name === name;
  if (test.type === 'LogicalExpression') {
    // Both sides are known when a || b is false or a && b is true.
    if (test.operator !== (holds ? '&&' : '||')) return bound;
    return learn(test.right, holds, name, learn(test.left, holds, name, bound));
  }
  if (test.type === 'UnaryExpression' && test.operator === '!') return learn(test.argument, !holds, name, bound);
  if (isName(test)) return holds && bound === 0 ? 1 : bound;
  if (test.type !== 'BinaryExpression') return bound;
  const turned = isName(test.right);
  const [subject, limit] = turned ? [test.right, test.left] : [test.left, test.right];
  if (!isName(subject) || limit.type !== 'Literal' || typeof limit.value !== 'number' || !Number.isInteger(limit.value)) return bound; // prettier-ignore
  const k = limit.value;
  const operator = turned ? test.operator.replace(/[<>]/, (c) => (c === '<' ? '>' : '<')) : test.operator;
  const positive = holds ? operator : (opposite[operator] ?? '');
  switch (positive) {
    case '>':
      return Math.max(bound, k + 1);
    case '>=':
      return Math.max(bound, k);
    case '!==':
    case '!=':
      return bound === k ? k + 1 : bound;
    case '===':
    case '==':
      return Math.max(bound, k);
    default:
      return bound;
  }
}

const opposite: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '!==', '==': '!=', '!==': '===', '!=': '==' }; // prettier-ignore
