import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, keyName, memberName } from '../languages/ecmascript/tree.ts';

/**
 * A function and the functions of the file that it may run: those it names, and every method, getter and setter of a name
 * that it reads of `this`, in whatever class of the file, because a class below may put its own in their place.
 */
export function reachedFrom(functions: readonly EcmaFunction[]): Set<EcmaFunction> {
  const reached = new Set<EcmaFunction>();
  const add = (fn: EcmaFunction): void => {
    if (reached.has(fn)) return;
    reached.add(fn);
    look(fn, fn.node);
  };
  const look = (fn: EcmaFunction, node: TreeNode): void => {
    if (node.type === 'Identifier') {
      const bound = fn.module.variable(node).bound as EcmaFunction | undefined;
      if (bound) add(bound);
    } else if (node.type === 'MemberExpression' && (node.object.type === 'ThisExpression' || node.object.type === 'Super')) {
      const name = memberName(node);
      if (name !== undefined) membersNamed(fn, name).forEach(add);
    } // prettier-ignore
    forEachChild(node, (child) => look(fn, child));
  };
  functions.forEach(add);
  return reached;
}

/** Methods and accessors of that name, in every class and object of the file. */
function membersNamed({ module }: EcmaFunction, name: string): EcmaFunction[] {
  return module.functions.filter(({ declaration, node }) => {
    const above = module.parents.get(node);
    const member = above && 'key' in above && 'value' in above && above.value === node ? above : declaration;
    return 'key' in member && 'value' in member && isFunctionNode(node) && keyName(member as never) === name;
  });
}
