import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, keyName } from '../languages/ecmascript/tree.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/**
 * Whether a recursive `this.m()` may reach another method than this one: `overridden` by a subclass of the file, `open`
 * to subclasses elsewhere.
 */
export function dispatchOf(fn: EcmaFunction): 'fixed' | 'open' | 'overridden' {
  if (fn.form !== 'method') return 'fixed';
  const own = classOf(fn);
  if (!own) return 'fixed';
  const name = own.id?.name;
  let overridden = false;
  const look = (node: TreeNode): void => {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      const isSubclass = node.superClass?.type === 'Identifier' && node.superClass.name === name;
      overridden ||= isSubclass && node.body.body.some((m) => 'key' in m && keyName(m as TSESTree.MethodDefinition) === fn.name); // prettier-ignore
    }
    forEachChild(node, look);
  };
  look(fn.module.program);
  if (overridden) return 'overridden';
  return isShared(fn, own) ? 'open' : 'fixed';
}

function classOf(fn: EcmaFunction): ClassNode | undefined {
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
