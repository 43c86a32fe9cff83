import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, keyName, memberName } from '../../languages/ecmascript/tree.ts';

/**
 * A function and the functions of the file that it may run: those it names, and every method, getter and setter of a name
 * that it reads of `this`, also in classes of the file that may be below and put their own in their place.
 */
export function reachedFrom(functions: readonly EcmaFunction[]): Set<EcmaFunction> {
  const reached = new Set<EcmaFunction>(functions);
  for (const { module, node } of functions) runBy(module, node, reached);
  return reached;
}

/** The functions of the file that the code of a node may run. */
export function runBy(module: EcmaModule, node: TreeNode, reached = new Set<EcmaFunction>()): Set<EcmaFunction> {
  const add = (fn: EcmaFunction): void => {
    if (reached.has(fn)) return;
    reached.add(fn);
    look(fn.node);
  };
  const look = (at: TreeNode): void => {
    if (at.type === 'Identifier') {
      const bound = module.variable(at).bound as EcmaFunction | undefined;
      if (bound) add(bound);
    } else if (at.type === 'MemberExpression') {
      const name = memberName(at);
      const member = name === undefined ? undefined : module.methodOf(at.object, name);
      if (member) add(member);
      if (name !== undefined && isReceiver(module, at.object)) {
        membersNamed(module, module.thisOwner(module.ownerOf(at)), name).forEach(add);
      }
    }
    forEachChild(at, look);
  };
  look(node);
  return reached;
}

const isReceiver = (module: EcmaModule, node: TreeNode): boolean =>
  node.type === 'ThisExpression' || node.type === 'Super' || (node.type === 'Identifier' && module.isThisAlias(node));

/** Methods and accessors of that name, in the class or object of `this` and in the classes that may be above or below. */
function membersNamed(module: EcmaModule, owner: EcmaFunction | undefined, name: string): EcmaFunction[] {
  const isBelow = owner !== undefined && hasBase(owner);
  return module.functions.filter((fn) => {
    if (!isMember(fn, name)) return false;
    return owner?.container === undefined || fn.container === owner.container || isBelow || hasBase(fn);
  });
}

function isMember({ module, node, name, form }: EcmaFunction, asked: string): boolean {
  const above = module.parents.get(node);
  if (above && 'key' in above && 'value' in above && above.value === node) return keyName(above as never) === asked;
  return name === asked && /method$/.test(form);
}

/** Whether it is of a class that extends another. */
function hasBase({ module, node }: EcmaFunction): boolean {
  for (let at = module.parents.get(node); at; at = module.parents.get(at)) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at.superClass !== null;
  }
  return false;
}
