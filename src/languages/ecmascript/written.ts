import type { EcmaModule } from './module.ts';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from './tree.ts';
import { writesOf } from './writes.ts';

/**
 * Members of named objects that a file assigns: `o.f`; `o.*` where it does not say which; `*.f` where the object may be
 * any: what is written to is an argument, an alias or part of something.
 */
export function writtenMembers(module: EcmaModule): ReadonlySet<string> {
  const written = new Set<string>();
  const source = (at: TreeNode): string => module.text.slice(...withoutTypes(at).range);
  const look = (node: TreeNode): void => {
    for (const { target, of } of writesOf(node)) {
      if (of === 'members') written.add(`${source(target)}.*`);
      if (of !== 'self' || target.type !== 'MemberExpression') continue;
      written.add(`${source(target.object)}.${target.computed ? '*' : source(target.property)}`);
      if (!target.computed && !isOneOf(module, withoutTypes(target.object)))
        written.add(`*.${source(target.property)}`);
    }
    forEachChild(node, look);
  };
  look(module.program);
  return written;
}

/** Whether an expression is an object that has no other name here. */
function isOneOf(module: EcmaModule, object: TreeNode): boolean {
  if (object.type === 'ThisExpression') return true;
  if (object.type === 'MemberExpression')
    return /^module\.exports$|\.prototype$/.test(module.text.slice(...object.range));
  if (object.type !== 'Identifier') return false;
  const defs = module.names.of(object)?.defs ?? [];
  return defs.every(({ node }) => {
    const made = node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init ? withoutTypes(node.init) : node; // prettier-ignore
    if (isFunctionNode(made)) return made !== node || node.id?.name === object.name;
    return /^(Class(Declaration|Expression)|(Object|Array|New)Expression)$/.test(made.type);
  });
}
