import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from '../../languages/ecmascript/tree.ts';
import { mutators } from '../../languages/ecmascript/writes.ts';
import { reachedFrom } from './reach.ts';
import { refuse } from '../request.ts';

/**
 * A kept promise is settled at another turn of the queue than a new one.
 * @param calls recursive calls within the function
 * @throws Refusal where the result may depend on which promise is settled first
 */
export function checkOrder(fn: EcmaFunction, calls: ReadonlySet<TreeNode>): void {
  const found = firstOf(fn, calls);
  if (found) refuse(`The result of \`${fn.name}\` may depend on which promise is settled first (${found}): a kept one is settled at another time.`); // prettier-ignore
}

function firstOf(fn: EcmaFunction, calls: ReadonlySet<TreeNode>): string | undefined {
  let found: string | undefined;
  const look = (node: TreeNode, inside: boolean): void => {
    if (found !== undefined) return;
    if (isRace(node)) found = `\`Promise.${(node.property as TSESTree.Identifier).name}\``;
    else if (inside && node.type === 'NewExpression' && isNamed(node.callee, 'Promise') && holdsAny(node, calls))
      found = '`new Promise`'; // prettier-ignore
    else if (inside && isFunctionNode(node) && runsLater(fn, node)) found = sharedBy(fn, node);
    forEachChild(node, (child) => look(child, inside));
  };
  for (const reached of reachedFrom([fn])) look(reached.node.body, reached === fn);
  return found;
}

const isNamed = (node: TreeNode, name: string): boolean => node.type === 'Identifier' && node.name === name;

function isRace(node: TreeNode): node is TSESTree.MemberExpression {
  return node.type === 'MemberExpression' && isNamed(node.object, 'Promise') && node.property.type === 'Identifier' && /^(race|any)$/.test(node.property.name); // prettier-ignore
}

function holdsAny(node: TreeNode, calls: ReadonlySet<TreeNode>): boolean {
  let found = calls.has(node);
  forEachChild(node, (child) => {
    found ||= holdsAny(child, calls);
  });
  return found;
}

/** An inner function whose turn comes when a promise or a timer says so. */
function runsLater({ module }: EcmaFunction, node: TreeNode): boolean {
  if (isFunctionNode(node) && node.async) return true;
  const call = module.parents.get(node);
  if (call?.type !== 'CallExpression' || call.callee === node) return false;
  const { callee } = call;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' && /^(then|catch|finally|setTimeout|setImmediate|queueMicrotask|nextTick|addEventListener|on|once)$/.test(name.name); // prettier-ignore
}

/** A variable around the inner function that it changes, or reads while others may change it. */
function sharedBy(fn: EcmaFunction, inner: TreeNode): string | undefined {
  let found: string | undefined;
  const isAround = (id: TSESTree.Identifier): boolean => {
    const { owner } = fn.module.variable(id) as { owner?: EcmaFunction };
    return owner !== undefined && owner.range[0] >= fn.range[0] && owner.range[1] <= fn.range[1] && !(inner.range[0] <= owner.range[0] && owner.range[1] <= inner.range[1]); // prettier-ignore
  };
  const look = (node: TreeNode): void => {
    const changed = changedBy(node);
    if (changed && isAround(changed)) found ??= `\`${changed.name}\``;
    if (node.type === 'Identifier' && isAround(node) && isAssigned(fn, node)) found ??= `\`${node.name}\``;
    forEachChild(node, look);
  };
  look(inner);
  return found;
}

/** Assigned more than where it is declared; the counter of a loop is another one in each turn. */
function isAssigned({ module }: EcmaFunction, id: TSESTree.Identifier): boolean {
  const variable = module.variable(id);
  if (!variable.reassigned || variable.role === 'parameter') return false;
  return module.referencesOf(variable).some((reference) => {
    const above = module.parents.get(reference);
    const isWrite = (above?.type === 'AssignmentExpression' && above.left === reference) || above?.type === 'UpdateExpression'; // prettier-ignore
    return isWrite && module.parents.get(above)?.type !== 'ForStatement';
  });
}

/** The variable that a node assigns, or whose content it changes. */
function changedBy(node: TreeNode): TSESTree.Identifier | undefined {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
        ? node.argument
        : node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier' && mutators.test(node.callee.property.name) // prettier-ignore
          ? node.callee.object
          : undefined;
  let at = target && withoutTypes(target);
  while (at?.type === 'MemberExpression') at = withoutTypes(at.object);
  return at?.type === 'Identifier' ? at : undefined;
}
