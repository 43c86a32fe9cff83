import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { CallSite, Recurrence } from '../../analysis/callGraph.ts';
import type { SkeletonFunction } from '../../analysis/skeleton.ts';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from '../../languages/ecmascript/tree.ts';
import type { Parameter } from './parameters.ts';
import { refuse } from '../request.ts';

/** A call of a function of the recurrence, in the tree. */
export interface Site {
  readonly node: TSESTree.CallExpression;
  readonly target: SkeletonFunction;
}

export interface Sites {
  readonly calls: readonly Site[];
  /** Where the function is handed on as a value to a call (`items.map(f)`), or called by other means (`f.call(…)`). */
  readonly mentions: readonly { readonly node: TreeNode; readonly target: SkeletonFunction }[];
}

/** Calls and mentions of functions of the recurrence within the source of `fn`, inner functions included. */
export function sitesWithin(fn: EcmaFunction, recurrence: Recurrence): Sites {
  const direct = new Map<string, CallSite>();
  const values = new Map<string, SkeletonFunction>();
  for (const site of recurrence.sites) {
    if (site.direct) direct.set(site.expr.range.join(), site);
    else values.set(site.expr.range.join(), site.target);
  }
  const calls: Site[] = [];
  const mentions: { node: TreeNode; target: SkeletonFunction }[] = [];
  const look = (node: TreeNode, parent: TreeNode): void => {
    const key = node.range.join();
    const called = node.type === 'CallExpression' ? direct.get(key) : undefined;
    if (node.type === 'CallExpression' && called) {
      const borrowed = borrowedBy(node, called);
      if (borrowed) mentions.push({ node: borrowed, target: called.target });
      else calls.push({ node, target: called.target });
    }
    const named = node.type === 'Identifier' || node.type === 'MemberExpression' ? values.get(key) : undefined;
    if (named && isHandedOn(fn, node, parent)) mentions.push({ node, target: named });
    forEachChild(node, (child) => look(child, node));
  };
  forEachChild(fn.node, (child) => look(child, fn.node));
  return { calls, mentions };
}

/**
 * The function in `f.call(…)`, `f.apply(…)` and `f.bind(…)()`, whose arguments are not those of the function; undefined
 * where it is called itself.
 */
function borrowedBy(node: TSESTree.CallExpression, { expr }: CallSite): TreeNode | undefined {
  const callee = withoutTypes(node.callee);
  const range = 'callee' in expr ? expr.callee.range : expr.range;
  const isOwn = callee.type !== 'CallExpression' && (callee.type !== 'MemberExpression' || range[1] > callee.object.range[1]); // prettier-ignore
  if (isOwn) return undefined;
  let found: TreeNode | undefined;
  const look = (at: TreeNode): void => {
    if (!found && (at.type === 'Identifier' || at.type === 'MemberExpression') && at.range.join() === range.join()) found = at; // prettier-ignore
    if (!found) forEachChild(at, look);
  };
  look(callee);
  return found ?? refuse('A recursive call has a form that is not supported.');
}

/** A global looks at the function more often than it calls it: `String(f)`. */
function isHandedOn(fn: EcmaFunction, node: TreeNode, parent: TreeNode): boolean {
  if (parent.type === 'CallExpression' && parent.callee.type === 'Identifier' && fn.module.variable(parent.callee).role === 'global') return false; // prettier-ignore
  if (parent.type === 'CallExpression') return parent.arguments.some((a) => a === node);
  return (
    parent.type === 'MemberExpression' &&
    parent.object === node &&
    parent.property.type === 'Identifier' &&
    /^(call|apply|bind)$/.test(parent.property.name)
  );
}

/** The call `f.call(this, …)` around a mention of `f`, where `this` is that of `fn`. */
export function callWithThis(fn: EcmaFunction, mention: TreeNode): TSESTree.CallExpression | undefined {
  const { parents } = fn.module;
  const member = parents.get(mention);
  const call = member && parents.get(member);
  if (member?.type !== 'MemberExpression' || member.computed || call?.type !== 'CallExpression' || call.callee !== member) return undefined; // prettier-ignore
  if (fn.module.text.slice(...member.property.range) !== 'call' || call.optional || member.optional) return undefined;
  if (call.arguments[0]?.type !== 'ThisExpression') return undefined;
  for (let at: TreeNode | undefined = call; at; at = parents.get(at)) {
    if (at === fn.node) return call;
    if ((isFunctionNode(at) && at.type !== 'ArrowFunctionExpression') || at.type === 'ClassBody') return undefined;
  }
  return undefined;
}

/** Whether the call hands the parameter on as it came: `f(…, weights, …)` inside `f`. */
export function passesUnchanged(fn: EcmaFunction, call: TSESTree.CallExpression, parameter: Parameter): boolean {
  if (parameter.form === 'pattern') return false;
  const argument = call.arguments[parameter.index];
  if (!argument || call.arguments.slice(0, parameter.index).some((a) => a.type === 'SpreadElement')) return false;
  if ((parameter.form === 'rest') !== (argument.type === 'SpreadElement')) return false;
  // What stands after it goes into the rest parameter too.
  if (parameter.form === 'rest' && call.arguments.length > parameter.index + 1) return false;
  const value = withoutTypes(argument.type === 'SpreadElement' ? argument.argument : argument);
  if (value.type !== 'Identifier' || value.name !== parameter.names[0]!.name) return false;
  const variable = fn.module.variable(value);
  if (variable.role !== 'parameter' || variable.owner !== fn || variable.reassigned) return false;
  return parameter.form !== 'rest' || isOnlyRead(fn, variable);
}

/**
 * Whether every recursive call leaves the parameter out, so that it is the same in all of them: a table of one outermost
 * call, which asks it first and gives to it last, needs no key for it.
 */
export function isLeftOut(
  fn: EcmaFunction,
  { index, form }: Parameter,
  calls: readonly TSESTree.CallExpression[],
): boolean {
  const isShort = (call: TSESTree.CallExpression): boolean =>
    call.arguments.length <= index && call.arguments.every((a) => a.type !== 'SpreadElement');
  return form === 'plain' && calls.length > 0 && calls.every(isShort) && !hasFinally(fn.node.body);
}

/** What runs there comes after the result. */
function hasFinally(node: TreeNode): boolean {
  let found = node.type === 'TryStatement' && node.finalizer !== null;
  forEachChild(node, (child) => {
    found ||= hasFinally(child);
  });
  return found;
}

/** Each call has a rest array of its own: one that is changed is not the same for all. */
function isOnlyRead(fn: EcmaFunction, variable: ReturnType<EcmaFunction['module']['variable']>): boolean {
  const { module } = fn;
  let only = true;
  const look = (node: TreeNode): void => {
    if (node.type === 'Identifier' && node.name === variable.name && module.variable(node) === variable) {
      const above = module.parents.get(node);
      const next = above && module.parents.get(above);
      if (above?.type === 'MemberExpression' && above.object === node) {
        const isChanged =
          (next?.type === 'AssignmentExpression' && next.left === above) || next?.type === 'UpdateExpression' || next?.type === 'UnaryExpression'; // prettier-ignore
        const isCalled = next?.type === 'CallExpression' && next.callee === above;
        only &&= !isChanged && (!isCalled || (!above.computed && /^(slice|concat|at|includes|indexOf|lastIndexOf|join|map|filter|reduce|some|every|find)$/.test((above.property as TSESTree.Identifier).name))); // prettier-ignore
      } else if (above?.type === 'CallExpression' && above.callee.type === 'Identifier') {
        only &&= module.variable(above.callee).role === 'global'; // what a helper does to it is not followed
      } else
        only &&= above?.type === 'SpreadElement' || above?.type === 'ForOfStatement' || above?.type === 'RestElement';
    }
    forEachChild(node, look);
  };
  look(fn.node);
  return only;
}

/** Why an argument never equals an earlier one: it is made anew at the call. Undefined when it may. */
export function freshArgument(
  fn: EcmaFunction,
  argument: TSESTree.CallExpressionArgument,
  parameter: Parameter,
): string | undefined {
  const value = withoutTypes(argument);
  if (parameter.form === 'pattern') return undefined;
  switch (value.type) {
    case 'ArrayExpression':
      return 'an array';
    case 'ObjectExpression':
    case 'NewExpression':
      return 'an object';
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return 'a function';
    case 'CallExpression': {
      const { callee } = value;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
      const method = callee.property.name;
      if (/^(map|filter|flatMap|flat|split|toSorted|toReversed|toSpliced|with|from|of|entries|fromEntries|keys|values|assign)$/.test(method)) return 'an array or object'; // prettier-ignore
      if (/^(slice|concat)$/.test(method) && parameter.names[0]?.kind === 'list') return 'an array';
      return undefined;
    }
    case 'Identifier':
      return freshLocal(fn, value, parameter);
    default:
      return undefined;
  }
}

/** What a local of the function is, where every value that it is given is made anew, or none. */
function freshLocal(fn: EcmaFunction, node: TSESTree.Identifier, parameter: Parameter): string | undefined {
  const variable = fn.module.variable(node);
  if (variable.role !== 'local') return undefined;
  const isIt = (n: TreeNode): boolean =>
    n.type === 'Identifier' && n.name === node.name && fn.module.variable(n) === variable;
  let found: string | undefined;
  let other = false;
  const give = (value: TreeNode | null): void => {
    if (!value || (value.type === 'Literal' && value.value === null)) return;
    const made = freshArgument(fn, value as TSESTree.Expression, parameter);
    found ??= made;
    other ||= made === undefined;
  };
  const look = (at: TreeNode, above: TreeNode): void => {
    if (at.type === 'VariableDeclarator' && isIt(at.id)) give(at.init);
    else if (at.type === 'AssignmentExpression' && isIt(at.left)) give(at.right);
    // `const [first, ...rest] = …`
    else if (at.type === 'RestElement' && above.type === 'ArrayPattern' && isIt(at.argument)) found ??= 'an array';
    forEachChild(at, (child) => look(child, at));
  };
  look(fn.node.body, fn.node);
  return other ? undefined : found;
}
