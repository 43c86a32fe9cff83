import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type TreeNode, forEachChild, withoutTypes } from './tree.ts';

/** Members of named objects that a file assigns: `o.f`; `o.*` where it does not say which. */
export function writtenMembers(text: string, program: TSESTree.Program): ReadonlySet<string> {
  const written = new Set<string>();
  const look = (node: TreeNode): void => {
    if (node.type === 'AssignmentExpression') {
      const left = withoutTypes(node.left);
      if (left.type === 'MemberExpression') {
        const object = text.slice(...withoutTypes(left.object).range);
        written.add(left.computed ? `${object}.*` : `${object}.${text.slice(...left.property.range)}`);
      }
    } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.arguments[0]) {
      const callee = text.slice(...node.callee.range);
      if (/^(Object|Reflect)\.(assign|definePropert(y|ies)|set|deleteProperty)$/.test(callee)) {
        written.add(`${text.slice(...withoutTypes(node.arguments[0]).range)}.*`);
      }
    }
    forEachChild(node, look);
  };
  look(program);
  return written;
}
