import type { Names } from './names/names.ts';
import { isWritten } from './names/places.ts';
import type { TreeNode } from './tree.ts';

/** What a name that the file does not declare is given, where that happens once: `f = (n) => …` in a script. */
export function givenOnce(names: Names, name: string): TreeNode | undefined {
  const writes = (names.mentions.get(name) ?? []).filter((node) => isWritten(node, names.parents) && !names.of(node));
  const above = writes.length === 1 ? names.parents.get(writes[0]!) : undefined;
  return above?.type === 'AssignmentExpression' && above.operator === '=' ? above.right : undefined;
}
