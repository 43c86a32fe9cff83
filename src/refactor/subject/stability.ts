import type { Variable } from '../../analysis/skeleton.ts';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import {
  type TreeNode,
  forEachChild,
  isFunctionNode,
  memberName,
  withoutTypes,
} from '../../languages/ecmascript/tree.ts';
import { type Write, writesOf } from '../../languages/ecmascript/writes.ts';

/** What functions read of objects. */
export interface Reads {
  /** Names of all members. */
  readonly names: ReadonlySet<string>;
  /** They look into lists, maps or objects that are held by `this`, or hand them on. */
  readonly content: boolean;
}

/** What of `this` and of what it holds the functions may read. */
export function readsOf(functions: Iterable<EcmaFunction>): Reads {
  const names = new Set<string>();
  let content = false;
  const look = (fn: EcmaFunction, node: TreeNode): void => {
    if (node.type === 'MemberExpression') names.add(memberName(node) ?? '');
    if (node.type === 'ObjectPattern') for (const p of node.properties) if (p.type === 'Property' && p.key.type === 'Identifier') names.add(p.key.name); // prettier-ignore
    const isThis = node.type === 'ThisExpression' || (node.type === 'Identifier' && fn.module.isThisAlias(node));
    if (isThis) content ||= !isScalarUse(fn.module, node);
    forEachChild(node, (child) => look(fn, child));
  };
  for (const fn of functions) look(fn, fn.node);
  names.delete('');
  return { names, content };
}

/** `this.a.b` as an operand, or returned: what is in it is not looked at. */
function isScalarUse({ parents }: EcmaModule, receiver: TreeNode): boolean {
  let node = receiver;
  let depth = 0;
  for (;;) {
    const above = parents.get(node);
    if (!above) return false;
    if (above.type === 'MemberExpression' && above.object === node) {
      if (memberName(above) === undefined || (depth > 0 && /^(length|size)$/.test(memberName(above)!))) return false;
      depth++;
    } else if (above.type === 'CallExpression' && above.callee === node) {
      return depth === 1; // a method of `this`
    } else if (withoutTypes(above) !== withoutTypes(node) && !isPassing(above, node)) {
      if (depth === 0) return above.type === 'VariableDeclarator' && above.id.type === 'Identifier'; // an alias
      return /^(BinaryExpression|UnaryExpression|UpdateExpression|TemplateLiteral|IfStatement|WhileStatement|ReturnStatement|ArrowFunctionExpression|AssignmentExpression)$/.test(above.type); // prettier-ignore
    }
    node = above;
  }
}

const isPassing = (above: TreeNode, node: TreeNode): boolean =>
  above.type === 'LogicalExpression' || (above.type === 'ConditionalExpression' && above.test !== node);

/**
 * Source of the first code of the file that may change what was read, after the instance is made; undefined where none
 * does.
 */
export function firstChange(module: EcmaModule, reads: Reads, except: (node: TreeNode) => boolean): string | undefined {
  let found: string | undefined;
  const fresh = freshVariables(module);
  const look = (node: TreeNode): void => {
    if (found !== undefined || except(node)) return;
    if (writesOf(node).some((write) => changes(module, write, reads, fresh))) found = module.text.slice(...node.range);
    forEachChild(node, look);
  };
  look(module.program);
  return found;
}

function changes(
  module: EcmaModule,
  write: Write,
  { names, content }: Reads,
  fresh: ReadonlyMap<Variable, number>,
): boolean {
  const path: (string | undefined)[] = [];
  let root = write.target;
  for (; root.type === 'MemberExpression'; root = withoutTypes(root.object)) {
    path.push(memberName(root) ?? (isNumeric(module, root.property) ? '#' : undefined));
  }
  const isSelf = write.of === 'self';
  if (path.length === 0 && isSelf) return false; // a variable
  const isNamed = path.some((name) => name !== undefined && names.has(name));
  if (root.type === 'Identifier' && path.length + (isSelf ? 0 : 1) <= (fresh.get(module.variable(root)) ?? 0)) return false; // prettier-ignore
  if (!/^(Identifier|ThisExpression|Super)$/.test(root.type)) return isNamed;
  const isOwn = root.type === 'ThisExpression';
  if (isOwn && !write.getter && isDuringConstruction(module, write.target)) return false;
  if (isNamed) return true;
  if (write.of === 'members' && write.names) return write.names.some((name) => names.has(name));
  // What another member of `this` holds.
  if (isOwn && path.at(-1) !== undefined) return false;
  if (write.of === 'elements' || (isSelf && path[0] === '#')) return content;
  return (!isSelf || path[0] === undefined) && names.size > 0;
}

/** A position, as far as its source tells. */
function isNumeric(module: EcmaModule, key: TreeNode): boolean {
  const plain = withoutTypes(key);
  if (plain.type === 'Literal') return typeof plain.value === 'number';
  if (plain.type === 'BinaryExpression') return /^[-*/%|&^]|<<|>>$/.test(plain.operator) || (plain.operator === '+' && isNumeric(module, plain.left) && isNumeric(module, plain.right)); // prettier-ignore
  if (plain.type === 'UpdateExpression') return true;
  if (plain.type === 'MemberExpression') return memberName(plain) === 'length';
  if (plain.type !== 'Identifier') return false;
  const variable = module.variable(plain);
  if (/^(number|integer)$/.test(variable.declared)) return true;
  const initial = variable.initial?.();
  return initial?.op === 'const' && typeof initial.value === 'number';
}

/** In a constructor, a static block, or a callback that one of those runs at once. */
function isDuringConstruction(module: EcmaModule, node: TreeNode): boolean {
  for (let at = module.parents.get(node); at; at = module.parents.get(at)) {
    if (at.type === 'StaticBlock' || at.type === 'PropertyDefinition') return true;
    if (!isFunctionNode(at)) continue;
    const above = module.parents.get(at);
    if (above?.type === 'MethodDefinition') return above.kind === 'constructor';
    const name = at.type !== 'ArrowFunctionExpression' ? at.id?.name : undefined;
    if (name !== undefined && new RegExp(`(?<![\\w$])${name}\\.prototype\\b`).test(module.text)) return true;
    const isRunAtOnce = at.type === 'ArrowFunctionExpression' && above?.type === 'CallExpression' && above.callee.type === 'MemberExpression' && /^(forEach|map|flatMap|reduce|filter|from)$/.test(memberName(above.callee) ?? ''); // prettier-ignore
    if (!isRunAtOnce) return false;
  }
  return false;
}

/** Variables that hold an object of their own, which no other object gets hold of, and to what depth it is their own. */
function freshVariables(module: EcmaModule): Map<Variable, number> {
  const found = new Map<Variable, number>();
  const look = (node: TreeNode): void => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
      const variable = module.variable(node.id);
      const depth = freshDepth(withoutTypes(node.init));
      if (depth > 0 && !variable.reassigned && !isKept(module, variable)) found.set(variable, depth);
    }
    forEachChild(node, look);
  };
  look(module.program);
  return found;
}

function freshDepth(init: TreeNode): number {
  if (init.type === 'ArrayExpression' || init.type === 'ObjectExpression') {
    let only = true;
    forEachChild(init, (child) => {
      only &&= /^(Literal|ArrayExpression|ObjectExpression)$/.test(child.type);
    });
    return only ? 9 : 1;
  }
  if (init.type === 'NewExpression') {
    const isBuiltin = init.callee.type === 'Identifier' && /^((Weak)?(Map|Set)|Array|Date|(Big)?(Int|Uint|Float)\w*Array)$/.test(init.callee.name); // prettier-ignore
    return isBuiltin ? (init.arguments.length === 0 ? 9 : 1) : 0;
  }
  if (init.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') return 0;
  const name = memberName(init.callee) ?? '';
  const { object } = init.callee;
  if (object.type === 'Identifier' && object.name === 'Array') return name === 'from' ? 9 : 1;
  if (object.type === 'Identifier' && object.name === 'Object') return /^(create|keys|values|entries|fromEntries)$/.test(name) ? 1 : 0; // prettier-ignore
  if (name === 'fill') return freshDepth(withoutTypes(object));
  return /^(map|filter|slice|concat|split|flat|flatMap|toSorted|toReversed|toSpliced|with)$/.test(name) ? 1 : 0;
}

/** Whether an object gets hold of the variable's value: one that is made with it, or a member that is assigned it. */
function isKept(module: EcmaModule, variable: Variable): boolean {
  return module.referencesOf(variable).some((reference) => {
    const above = module.parents.get(reference);
    if (above?.type === 'NewExpression') return above.arguments.some((a) => a === reference);
    if (above?.type === 'AssignmentExpression')
      return above.right === reference && above.left.type === 'MemberExpression';
    // One of the module lives on: whoever is given it may keep it.
    const isOfModule = variable.owner === undefined;
    return isOfModule && above !== undefined && /^(CallExpression|Property|ArrayExpression|SpreadElement|ReturnStatement|VariableDeclarator|ExportSpecifier|PropertyDefinition)$/.test(above.type) && !('callee' in above && above.callee === reference); // prettier-ignore
  });
}
