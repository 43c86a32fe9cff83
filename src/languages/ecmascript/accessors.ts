import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from './module.ts';
import { type TreeNode, forEachChild, isFunctionNode } from './tree.ts';

const acting =
  /^(AssignmentExpression|UpdateExpression|CallExpression|NewExpression|TaggedTemplateExpression|AwaitExpression|YieldExpression|ThrowStatement)$/;

/** Whether reading `this.name` runs a getter of the same class or object that does more than read. */
export function runsGetter(owner: EcmaFunction | undefined, name: string): boolean {
  if (!owner) return false;
  const holder = owner.module.parents.get(owner.declaration);
  const members: readonly TreeNode[] = holder?.type === 'ClassBody' ? holder.body : holder?.type === 'ObjectExpression' ? holder.properties : []; // prettier-ignore
  return members.some(
    (m) =>
      (m.type === 'MethodDefinition' || m.type === 'Property') &&
      m.kind === 'get' &&
      owner.module.text.slice(...m.key.range) === name &&
      isFunctionNode(m.value) &&
      acts(m.value.body),
  );
}

/** Whether the code does more than read. */
export function acts(node: TSESTree.Node | null | undefined): boolean {
  if (!node) return false;
  if (acting.test(node.type) || (node.type === 'UnaryExpression' && node.operator === 'delete')) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= acts(child);
  });
  return found;
}
