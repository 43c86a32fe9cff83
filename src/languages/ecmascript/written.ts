import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type TreeNode, forEachChild, withoutTypes } from './tree.ts';
import { writesOf } from './writes.ts';

/** Members of named objects that a file assigns: `o.f`; `o.*` where it does not say which. */
export function writtenMembers(text: string, program: TSESTree.Program): ReadonlySet<string> {
  const written = new Set<string>();
  const look = (node: TreeNode): void => {
    for (const { target, of } of writesOf(node)) {
      const source = (at: TreeNode): string => text.slice(...withoutTypes(at).range);
      if (of === 'members') written.add(`${source(target)}.*`);
      if (of !== 'self' || target.type !== 'MemberExpression') continue;
      written.add(`${source(target.object)}.${target.computed ? '*' : source(target.property)}`);
    }
    forEachChild(node, look);
  };
  look(program);
  return written;
}
