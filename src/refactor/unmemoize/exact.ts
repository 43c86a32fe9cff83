import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type TreeNode, forEachChild, withoutTypes } from '../../languages/ecmascript/tree.ts';

/** A table and the key under which something is looked up or kept in it. */
export interface Place {
  readonly table: string;
  readonly key: TreeNode;
}

export const isSamePlace = (a: Place, b: Place): boolean => a.table === b.table && isSame(a.key, b.key);

/** Whether what is kept is what is returned next, so that a lookup gives what was given. */
export function isReturnedNext(value: TreeNode, next: TSESTree.Statement | undefined): boolean {
  if (next !== undefined && next.type !== 'ReturnStatement') return false;
  const given = next?.argument;
  return given ? isSame(value, given) : isUndefined(withoutTypes(value));
}

const isUndefined = (node: TreeNode): boolean => node.type === 'Identifier' && node.name === 'undefined';

/** Equal source that does nothing: evaluated once or twice, it gives the same. */
function isSame(one: TreeNode, other: TreeNode): boolean {
  const [a, b] = [withoutTypes(one), withoutTypes(other)];
  if (a.type !== b.type || /^(Call|New|Await|Yield|Assignment|Update|TaggedTemplate|Import)Expression$/.test(a.type)) return false; // prettier-ignore
  if (own(a) !== own(b)) return false;
  const [left, right] = [children(a), children(b)];
  return left.length === right.length && left.every((child, i) => isSame(child, right[i]!));
}

/** What a node says beside its children. */
function own(node: TreeNode): string {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name;
  if (node.type === 'Literal') return node.raw;
  if (node.type === 'TemplateElement') return node.value.raw;
  return 'operator' in node ? String(node.operator) : '';
}

function children(node: TreeNode): TreeNode[] {
  const out: TreeNode[] = [];
  forEachChild(node, (child) => out.push(child));
  return out;
}
