import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Variable } from '../../analysis/skeleton.ts';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import {
  type TreeNode,
  forEachChild,
  isFunctionNode,
  isNumericConstant,
  withoutTypes,
} from '../../languages/ecmascript/tree.ts';

/** What asks for the same value among others: `xs.includes(x)`, `seen.add(x)`, `counts.get(x)`. */
const lookups = /^(includes|indexOf|lastIndexOf|has|add|get|set|delete)$/;

/** Operators whose result has nothing of the identity of their operands. */
const scalar = /^(BinaryExpression|UnaryExpression|UpdateExpression|TemplateLiteral|Literal)$/;

/**
 * Whether the function looks at which object the result of a recursive call is: by an operator, as a key or a member, or
 * among the elements of a list. A kept result is the same object again, a computed one is new.
 * @param promises only the promises themselves are objects, not what they come to
 */
export function comparesResults(fn: EcmaFunction, calls: ReadonlySet<TreeNode>, promises = false): boolean {
  if (calls.size === 0) return false;
  const held = carriers(fn, calls, promises);
  const carries = (node: TreeNode): boolean => isCarried(fn, node, { calls, held, promises });
  let found = false;
  const look = (node: TreeNode): void => {
    found ||= compares(node, carries);
    if (!found) forEachChild(node, look);
  };
  look(fn.node.body);
  return found;
}

function compares(node: TreeNode, carries: (node: TreeNode) => boolean): boolean {
  if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
    const sides = [node.left, node.right].map((n) => withoutTypes(n));
    return !sides.some(isPlain) && sides.some(carries);
  }
  if (node.type === 'SwitchStatement') {
    return carries(node.discriminant) && node.cases.some((c) => c.test && !isPlain(withoutTypes(c.test)));
  }
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier') {
    return /^(Weak)?(Map|Set)$/.test(node.callee.name) && node.arguments.some(carries);
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  if (node.callee.computed || property.type !== 'Identifier') return false;
  if (property.name === 'is' && object.type === 'Identifier' && object.name === 'Object') return node.arguments.some(carries); // prettier-ignore
  return lookups.test(property.name) && node.arguments[0] !== undefined && carries(node.arguments[0]);
}

/** A primitive value: no object is equal to it. */
function isPlain(node: TreeNode): boolean {
  if (node.type === 'Identifier') return /^(undefined|NaN|Infinity)$/.test(node.name);
  if (isNumericConstant(node)) return true;
  return scalar.test(node.type) && !(node.type === 'Literal' && node.value instanceof RegExp);
}

interface Carriers {
  readonly calls: ReadonlySet<TreeNode>;
  readonly held: ReadonlySet<Variable>;
  readonly promises: boolean;
}

/** Whether a value may be, or hold, an object that a recursive call gave. */
function isCarried(fn: EcmaFunction, node: TreeNode, among: Carriers): boolean {
  const { calls, held, promises } = among;
  const go = (child: TreeNode): boolean => isCarried(fn, child, among);
  if (calls.has(node)) return true;
  if (node.type === 'Identifier') return held.has(fn.module.variable(node));
  if (scalar.test(node.type) || node.type === 'ThisExpression' || isFunctionNode(node)) return false;
  if (node.type === 'AwaitExpression') return !promises && go(node.argument);
  if (node.type === 'MemberExpression') return !(node.property.type === 'Identifier' && /^(length|size)$/.test(node.property.name)) && go(node.object); // prettier-ignore
  if (node.type === 'ConditionalExpression') return go(node.consequent) || go(node.alternate);
  if (node.type === 'AssignmentExpression') return go(node.right);
  if (node.type === 'CallExpression') return callGives(node, go);
  let found = false;
  forEachChild(node, (child) => {
    found ||= go(child);
  });
  return found;
}

/** What a call gives may be what it is called on, or given, or what a function that it is given returns. */
function callGives(node: TSESTree.CallExpression, go: (node: TreeNode) => boolean): boolean {
  const { callee } = node;
  const method =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
  if (/^(join|toString|toFixed|charAt|charCodeAt|test|some|every|push|unshift)$/.test(method)) return false;
  if (callee.type === 'Identifier' && /^(Number|String|Boolean|BigInt|isNaN|parseInt|parseFloat)$/.test(callee.name)) return false; // prettier-ignore
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Math') return false; // prettier-ignore
  const given = node.arguments.some((a) => go(a) || (isFunctionNode(a) && returned(a).some(go)));
  return given || (callee.type === 'MemberExpression' && go(callee.object));
}

function returned(fn: TreeNode): TreeNode[] {
  if (!isFunctionNode(fn)) return [];
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const out: TreeNode[] = [];
  const look = (node: TreeNode): void => {
    if (node.type === 'ReturnStatement' && node.argument) out.push(node.argument);
    if (!isFunctionNode(node)) forEachChild(node, look);
  };
  look(fn.body);
  return out;
}

/** Variables of the function that may hold such an object, however they came by it. */
function carriers(fn: EcmaFunction, calls: ReadonlySet<TreeNode>, promises: boolean): Set<Variable> {
  const held = new Set<Variable>();
  const go = (node: TreeNode): boolean => isCarried(fn, node, { calls, held, promises });
  const hold = (pattern: TreeNode): void => {
    if (pattern.type === 'Identifier') {
      const variable = fn.module.variable(pattern);
      if (variable.role !== 'global') held.add(variable);
    }
    if (pattern.type === 'MemberExpression') hold(withoutTypes(pattern.object));
    else if (pattern.type === 'Property') hold(pattern.value);
    else if (pattern.type === 'AssignmentPattern') hold(pattern.left);
    else if (pattern.type === 'RestElement') hold(pattern.argument);
    else if (/Pattern$/.test(pattern.type)) forEachChild(pattern, hold);
  };
  const look = (node: TreeNode): void => {
    if (node.type === 'VariableDeclarator' && node.init && go(node.init)) hold(node.id);
    if (node.type === 'AssignmentExpression' && /^(\?\?|\|\||&&)?=$/.test(node.operator) && go(node.right)) hold(withoutTypes(node.left)); // prettier-ignore
    if (node.type === 'ForOfStatement' && go(node.right)) hold(node.left.type === 'VariableDeclaration' ? node.left.declarations[0]!.id : node.left); // prettier-ignore
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { object } = node.callee;
      // `xs.push(result)`, and `results.map((x) => …)`.
      if (node.arguments.some(go)) hold(withoutTypes(object));
      for (const given of go(object) ? node.arguments : []) if (isFunctionNode(given)) given.params.forEach(hold);
    }
    forEachChild(node, look);
  };
  for (let size = -1; size !== held.size;) {
    size = held.size;
    look(fn.node.body);
  }
  return held;
}
