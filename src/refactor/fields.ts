import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from '../languages/ecmascript/tree.ts';
import { mutators } from './beside.ts';
import { classOf, isShared } from './dispatch.ts';
import { refuse } from './request.ts';

/**
 * What a table that lives as long as the instance takes for granted of a method: its fields stay as they are, and it is
 * called on an instance.
 * @throws Refusal where the file does otherwise
 */
export function checkFields(fn: EcmaFunction): void {
  if (!fn.usesThis()) return;
  const fields = fieldsOf(fn);
  const look = (node: TreeNode): void => {
    const changed = isOwnMember(fn, node) ? undefined : changedField(node, fields);
    if (changed !== undefined) refuse(`It reads \`this.${changed}\`, which is changed from outside.`);
    forEachChild(node, look);
  };
  look(fn.module.program);
  checkTaken(fn);
}

/** `A.prototype.f = function …`, for a method of the same prototype: what makes it, once. */
function isOwnMember({ module, container, form }: EcmaFunction, node: TreeNode): boolean {
  if (node.type !== 'AssignmentExpression' || form !== 'method' || container === undefined) return false;
  const made = module.functions.filter((f) => f.container === container);
  const member = made.find((f) => f.declaration === node);
  return member !== undefined && made.every((f) => f === member || f.name !== member.name);
}

/** @throws Refusal where the file calls the method without an instance */
export function checkTaken(fn: EcmaFunction): void {
  if (!fn.usesThis()) return;
  const look = (node: TreeNode): void => {
    if (isTakenOff(fn, node)) refuse(`\`${fn.name}\` is taken off its object: without an instance there is no table for it.`); // prettier-ignore
    forEachChild(node, look);
  };
  look(fn.module.program);
}

/** Of a class that other files see: that those do not change its fields either. */
export function fieldNotes(fn: EcmaFunction): string[] {
  const own = fn.usesThis() ? classOf(fn) : undefined;
  if (!own || !isShared(fn, own)) return [];
  const open = [...fieldsOf(fn)].filter((name) => !isClosed(own, name) && !isMethod(own, name));
  return open.map((name) => `No other code changes \`${name}\` of an instance.`);
}

/**
 * Names of fields that are read as `this.name`, by the method or by getters and methods of its class that it goes
 * through; private ones are left out: nothing outside the class can change those.
 */
function fieldsOf(fn: EcmaFunction): Set<string> {
  const names = new Set<string>();
  const look = (node: TreeNode): void => {
    if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression' && !node.computed) {
      const name = fn.module.text.slice(...node.property.range);
      if (!names.has(name)) {
        names.add(name);
        for (const body of membersNamed(fn, name)) look(body);
      }
    }
    forEachChild(node, look);
  };
  look(fn.node);
  return new Set([...names].filter((name) => !name.startsWith('#')));
}

/** Methods and accessors of that name in the class or object of a method. */
function membersNamed({ declaration, module }: EcmaFunction, name: string): TreeNode[] {
  const holder = module.parents.get(declaration);
  const members = holder?.type === 'ClassBody' ? holder.body : holder?.type === 'ObjectExpression' ? holder.properties : []; // prettier-ignore
  return members.flatMap((m) => ('key' in m && !m.computed && module.text.slice(...m.key.range) === name && 'value' in m && m.value && isFunctionNode(m.value) ? [m.value] : [])); // prettier-ignore
}

/** The field that an assignment or a changing method call changes, on anything but `this`. */
function changedField(node: TreeNode, fields: ReadonlySet<string>): string | undefined {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
        ? node.argument
        : node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier' && mutators.test(node.callee.property.name) // prettier-ignore
          ? node.callee.object
          : undefined;
  let found: string | undefined;
  let at = target && withoutTypes(target);
  while (at?.type === 'MemberExpression') {
    if (!at.computed && at.property.type === 'Identifier' && fields.has(at.property.name)) found = at.property.name;
    at = withoutTypes(at.object);
  }
  return at?.type === 'ThisExpression' ? undefined : found;
}

/** `const { f } = o`, `xs.map(o.f)`. */
function isTakenOff({ name, declaration, module }: EcmaFunction, node: TreeNode): boolean {
  if (node.type === 'Property' && node !== declaration) {
    return !node.computed && node.key.type === 'Identifier' && node.key.name === name && module.parents.get(node)?.type === 'ObjectPattern'; // prettier-ignore
  }
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier' || node.property.name !== name) return false; // prettier-ignore
  const above = module.parents.get(node);
  if (above?.type === 'CallExpression') return above.callee !== node;
  if (above?.type === 'MemberExpression' || above?.type === 'ChainExpression') return false;
  return above !== declaration && above?.type !== 'AssignmentExpression';
}

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** `private` or `readonly` in TypeScript. */
function isClosed(own: ClassNode, name: string): boolean {
  const isIt = (node: TreeNode): boolean => node.type === 'Identifier' && node.name === name;
  return own.body.body.some((m) => {
    if (m.type === 'PropertyDefinition') return isIt(m.key) && (m.readonly || m.accessibility === 'private');
    if (m.type !== 'MethodDefinition' || m.kind !== 'constructor') return false;
    return m.value.params.some((p) => {
      if (p.type !== 'TSParameterProperty') return false;
      const parameter = p.parameter.type === 'AssignmentPattern' ? p.parameter.left : p.parameter;
      return isIt(parameter) && (p.readonly || p.accessibility === 'private');
    });
  });
}

function isMethod(own: ClassNode, name: string): boolean {
  return own.body.body.some((m) => m.type === 'MethodDefinition' && m.key.type === 'Identifier' && m.key.name === name);
}
