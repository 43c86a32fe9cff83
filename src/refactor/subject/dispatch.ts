import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, keyName } from '../../languages/ecmascript/tree.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/**
 * Whether a recursive `this.m()` may reach another method than this one: `overridden` by a class that extends something
 * or by an assignment in the file, `open` to what is elsewhere.
 */
export function dispatchOf(fn: EcmaFunction): 'fixed' | 'open' | 'overridden' {
  if (!/method$/.test(fn.form) || fn.form === 'private-method') return 'fixed';
  const own = classOf(fn);
  let overridden = false;
  const look = (node: TreeNode): void => {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      // Which class an expression stands for is not followed: any that extends something may be below this one.
      overridden ||= fn.form !== 'object-method' && node !== own && !!node.superClass && node.body.body.some((m) => 'key' in m && keyName(m as TSESTree.MethodDefinition) === fn.name); // prettier-ignore
    } else if (node.type === 'AssignmentExpression' && node !== fn.declaration) {
      overridden ||= isMember(node.left, fn.name) && !isBound(node.right, fn.name);
    } else if (
      fn.form === 'object-method' &&
      node.type === 'Property' &&
      node !== fn.declaration &&
      keyName(node) === fn.name
    ) {
      // Another object has one of this name: this one may be lent to it, or be what it falls back to.
      overridden ||= fn.module.parents.get(node)?.type === 'ObjectExpression' && isLent(fn);
    }
    forEachChild(node, look);
  };
  look(fn.module.program);
  if (overridden) return 'overridden';
  return own && fn.form === 'method' && isShared(fn, own) ? 'open' : 'fixed';
}

/** Whether the object, or its method, is used otherwise than `o.f(…)`. */
function isLent({ declaration, module, name }: EcmaFunction): boolean {
  const object = module.parents.get(declaration);
  const holder = object && module.parents.get(object);
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return true;
  return module.referencesOf(module.variable(holder.id)).some((node) => {
    const member = module.parents.get(node);
    if (member?.type !== 'MemberExpression' || member.object !== node || member.computed) return true;
    const above = module.parents.get(member);
    return isMember(member, name) && !(above?.type === 'CallExpression' && above.callee === member);
  });
}

function isMember(node: TreeNode, name: string): boolean {
  return node.type === 'MemberExpression' && !node.computed && (node.property as TSESTree.Identifier).name === name;
}

/** `this.f = this.f.bind(this)` is the same method still. */
function isBound(node: TreeNode, name: string): boolean {
  return node.type === 'CallExpression' && isMember(node.callee, 'bind') && isMember((node.callee as TSESTree.MemberExpression).object, name); // prettier-ignore
}

export function classOf(fn: EcmaFunction): ClassNode | undefined {
  for (let at = fn.module.parents.get(fn.node); at; at = fn.module.parents.get(at)) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at;
  }
  return undefined;
}

/** Seen outside the file, as far as its text tells. */
function isShared({ module }: EcmaFunction, own: ClassNode): boolean {
  const above = module.parents.get(own);
  if (own.type === 'ClassExpression' || above?.type.startsWith('Export')) return true;
  return module.program.body.some((s) => {
    const text = module.text.slice(...s.range);
    return /^export\s*\{|^(module\.)?exports\b/.test(text) && new RegExp(`\\b${own.id?.name}\\b`).test(text);
  });
}
