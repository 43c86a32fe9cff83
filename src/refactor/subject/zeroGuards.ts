import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from '../../languages/ecmascript/tree.ts';
import { factsAt } from './bounds.ts';

/** Whether the tests that lead to `at` show that a parameter is neither 0 nor -0 there. */
export function isNonZero(fn: EcmaFunction, name: string, at: TreeNode): boolean {
  return factsAt(fn, at).some(({ test, holds }) => excludesZero(test, holds, name));
}

function excludesZero(given: TreeNode, holds: boolean, name: string): boolean {
  const test = withoutTypes(given);
  if (test.type === 'LogicalExpression') {
    const both = test.operator === (holds ? '&&' : '||');
    const [left, right] = [excludesZero(test.left, holds, name), excludesZero(test.right, holds, name)];
    return both ? left || right : left && right;
  }
  if (test.type === 'UnaryExpression' && test.operator === '!') return excludesZero(test.argument, !holds, name);
  if (test.type === 'Identifier') return holds && test.name === name;
  if (test.type !== 'BinaryExpression') return false;
  const turned = test.right.type === 'Identifier' && test.right.name === name;
  const [subject, limit] = turned ? [test.right, test.left] : [test.left, test.right];
  if (subject.type !== 'Identifier' || subject.name !== name) return false;
  const k = limit.type === 'Literal' && typeof limit.value === 'number' ? limit.value : undefined;
  if (k === undefined) return false;
  const operator = turned ? test.operator.replace(/[<>]/, (c) => (c === '<' ? '>' : '<')) : test.operator;
  const isZeroIn: Record<string, boolean> = { '<': k > 0, '<=': k >= 0, '>': k < 0, '>=': k <= 0, '===': k === 0, '==': k === 0, '!==': k !== 0, '!=': k !== 0 }; // prettier-ignore
  // What zero answers is not what was answered.
  return operator in isZeroIn && isZeroIn[operator] !== holds;
}

/** How an argument may come to be -0: it is made so, it is so in the data, or not at all. */
export type MinusZero = 'made' | 'data' | 'never';

/**
 * Arguments of recursive calls, given that the parameters are not -0: what is -0 from the start stays so, and meets no 0.
 */
export function minusZeroOf(fn: EcmaFunction, given: TreeNode): MinusZero {
  return new Origin(fn).of(given);
}

class Origin {
  readonly #open = new Set<unknown>();

  constructor(readonly fn: EcmaFunction) {}

  of(given: TreeNode): MinusZero {
    const node = withoutTypes(given);
    switch (node.type) {
      case 'BinaryExpression':
        return this.#binary(node);
      case 'UnaryExpression': {
        if (node.operator === '+') return this.#factor(node.argument);
        if (node.operator !== '-') return 'never';
        const { argument } = node;
        const isZero = argument.type !== 'Literal' || argument.value === 0;
        const name = argument.type === 'Identifier' ? argument.name : '';
        return isZero && !isNonZero(this.fn, name, node) ? 'made' : 'never';
      }
      case 'ConditionalExpression':
        return worst(this.of(node.consequent), this.of(node.alternate));
      case 'LogicalExpression':
        return node.operator === '||' ? this.of(node.right) : worst(this.of(node.left), this.of(node.right));
      case 'AssignmentExpression':
        return node.operator === '=' ? this.of(node.right) : this.#step(node);
      case 'CallExpression':
        return this.#call(node);
      case 'MemberExpression':
        return node.property.type === 'Identifier' && /^(length|size)$/.test(node.property.name) ? 'never' : 'data';
      case 'Identifier':
        return this.#identifier(node);
      case 'AwaitExpression':
        return 'data';
      default:
        return 'never';
    }
  }

  #binary({ operator, left, right }: TSESTree.BinaryExpression): MinusZero {
    switch (operator) {
      case '+': // both must be
        return best(this.of(left), this.of(right));
      case '-': // -0 - 0
        return right.type === 'Literal' && right.value !== 0 ? 'never' : this.of(left);
      case '*':
        return isPositive(left) ? this.#factor(right) : isPositive(right) ? this.#factor(left) : this.#ofSigned(left, right); // prettier-ignore
      case '/': // an underflow of a negative number aside, which meets no 0
        return isPositive(right) ? this.#factor(left) : 'made';
      case '%':
        return this.#isNotNegative(left) ? 'never' : 'made';
      case '**':
        return 'made';
      default:
        return 'never';
    }
  }

  #ofSigned(left: TreeNode, right: TreeNode): MinusZero {
    return this.#isNotNegative(left) && this.#isNotNegative(right) ? 'never' : 'made';
  }

  /** A text or null becomes a number here: '-0' as well as 0. */
  #factor(given: TreeNode): MinusZero {
    const node = withoutTypes(given);
    const isParameter = node.type === 'Identifier' && this.fn.module.variable(node).role === 'parameter';
    return isParameter && !isNonZero(this.fn, node.name, node) ? 'made' : this.of(node);
  }

  #call(node: TSESTree.CallExpression): MinusZero {
    const name = this.fn.module.text.slice(...node.callee.range);
    const [first] = node.arguments;
    if (!first) return 'data';
    if (/^Math\.(abs|clz32|imul|hypot|random)$/.test(name)) return 'never';
    if (name === 'Math.floor') return this.#factor(first);
    if (/^Math\.(max|min)$/.test(name)) return node.arguments.map((a) => this.#factor(a)).reduce(worst);
    if (/^Math\.(ceil|round|trunc)$/.test(name)) return this.#isNotNegative(first) ? this.of(first) : 'made';
    return /\.(indexOf|lastIndexOf|charCodeAt|codePointAt|slice|substring|concat|map|filter|join)$/.test(name) ? 'never' : 'data'; // prettier-ignore
  }

  #identifier(node: TSESTree.Identifier): MinusZero {
    const { module } = this.fn;
    const variable = module.variable(node);
    if (this.#open.has(variable)) return 'never';
    if (variable.role === 'parameter' && !variable.reassigned) return variable.owner === this.fn ? 'never' : 'data';
    if (variable.role !== 'local' && variable.role !== 'parameter') return 'data';
    this.#open.add(variable);
    let found: MinusZero = 'never';
    const isIt = (id: TreeNode): boolean => id.type === 'Identifier' && id.name === node.name && module.variable(id) === variable; // prettier-ignore
    const look = (at: TreeNode): void => {
      if (at.type === 'VariableDeclarator' && isIt(at.id)) {
        const isOf = /^For(Of|In)/.test(module.parents.get(module.parents.get(at)!)?.type ?? '');
        found = worst(found, at.init ? this.of(at.init) : isOf ? 'data' : 'never');
      } else if (at.type === 'AssignmentExpression' && isIt(at.left)) found = worst(found, this.of(at));
      else if (/Pattern$/.test(at.type) && !isFunctionNode(module.parents.get(at) ?? at)) {
        forEachChild(at, (child) => {
          if (isIt(child) || (child.type === 'Property' && isIt(child.value))) found = worst(found, 'data');
        });
      }
      forEachChild(at, look);
    };
    look(this.fn.node);
    this.#open.delete(variable);
    return found;
  }

  #step({ operator, left, right }: TSESTree.AssignmentExpression): MinusZero {
    if (operator === '+=' || operator === '-=') return 'never';
    if ((operator === '*=' || operator === '/=') && isPositive(right)) return 'never';
    return /^(\*|\/|%|\*\*)=$/.test(operator) && left.type === 'Identifier' ? 'made' : 'never';
  }

  /** Not below 0, and not -0 either where the parameters are not. */
  #isNotNegative(given: TreeNode): boolean {
    const node = withoutTypes(given);
    switch (node.type) {
      case 'Literal':
        return true;
      case 'MemberExpression':
        return node.property.type === 'Identifier' && /^(length|size)$/.test(node.property.name);
      case 'BinaryExpression':
        return /^[+*/%]$/.test(node.operator) && this.#isNotNegative(node.left) && this.#isNotNegative(node.right);
      case 'CallExpression':
        return /^Math\.(abs|floor|ceil|round|trunc)$/.test(this.fn.module.text.slice(...node.callee.range)) && node.arguments.every((a) => this.#isNotNegative(a)); // prettier-ignore
      case 'Identifier': {
        const variable = this.fn.module.variable(node);
        if (variable.role !== 'parameter' || variable.reassigned) return false;
        return factsAt(this.fn, node).some(({ test, holds }) => excludesNegative(test, holds, node.name));
      }
      default:
        return false;
    }
  }
}

function excludesNegative(given: TreeNode, holds: boolean, name: string): boolean {
  const test = withoutTypes(given);
  if (test.type === 'LogicalExpression') {
    const both = test.operator === (holds ? '&&' : '||');
    const [left, right] = [excludesNegative(test.left, holds, name), excludesNegative(test.right, holds, name)];
    return both ? left || right : left && right;
  }
  if (test.type !== 'BinaryExpression' || test.left.type !== 'Identifier' || test.left.name !== name) return false;
  const k = test.right.type === 'Literal' && typeof test.right.value === 'number' ? test.right.value : -1;
  if (k < 0) return false;
  return holds ? /^(>=?|===?)$/.test(test.operator) : /^<=?$/.test(test.operator);
}

const isPositive = (node: TreeNode): boolean => node.type === 'Literal' && typeof node.value === 'number' && node.value > 0; // prettier-ignore

const order: readonly MinusZero[] = ['never', 'data', 'made'];
const worst = (a: MinusZero, b: MinusZero): MinusZero => (order.indexOf(a) > order.indexOf(b) ? a : b);
const best = (a: MinusZero, b: MinusZero): MinusZero => (order.indexOf(a) < order.indexOf(b) ? a : b);
