import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { LanguageEffects, Use } from '../../analysis/language.ts';
import type { Range, SkeletonFunction, Variable } from '../../analysis/skeleton.ts';
import { callEffect, methodEffect, methods, readEffect } from './builtins/effects.ts';
import type { EcmaFunction, EcmaModule } from './module.ts';
import { type TreeNode, forEachChild, memberName, withoutTypes } from './tree.ts';

/** The effect analysis' view of a file. */
export function effectsOfLanguage(module: EcmaModule): LanguageEffects {
  const known = new Map<Variable, readonly Use[]>();
  const fields = new Map<object, Map<string, Use[]>>();
  return {
    call: callEffect,
    read: readEffect,
    method: methodEffect,
    uses(variable) {
      let uses = known.get(variable);
      if (!uses) known.set(variable, (uses = usesOf(module, variable, 0)));
      return uses;
    },
    fieldUses(container, field) {
      module.fieldsAsked.add(field);
      let all = fields.get(container);
      if (!all) fields.set(container, (all = fieldUses(module, container)));
      return all.get(field) ?? [];
    },
    constructorOf: (variable) => constructorOf(module, variable),
    resultMutations: (fn, members) => resultMutations(module, fn as EcmaFunction, members),
  };
}

function usesOf(module: EcmaModule, variable: Variable, depth: number): Use[] {
  const uses: Use[] = [];
  for (const identifier of module.referencesOf(variable)) uses.push(...classify(module, identifier, depth));
  return uses;
}

/** Follows `x`, `x.a[i]`, `x.get(k)` outwards to what is done with it. */
function classify(module: EcmaModule, identifier: TreeNode, depth: number): Use[] {
  const use = (kind: Use['kind'], at: TreeNode): Use[] => [
    { kind, range: at.range, inside: module.ownerOf(identifier) },
  ];
  let node = identifier;
  let reached = false;
  for (;;) {
    const parent = module.parents.get(node);
    if (!parent) return use('read', identifier);
    if (withoutTypes(parent) === withoutTypes(node)) {
      node = parent;
      continue;
    }
    switch (parent.type) {
      case 'MemberExpression':
        if (parent.object !== node) return use('read', identifier);
        node = parent;
        reached = true;
        continue;
      case 'CallExpression':
        if (parent.callee === node) {
          const callee = withoutTypes(node);
          const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
          if (name === undefined) return use('read', identifier);
          const effect = methods.get(name);
          if (effect?.mutates === 'receiver') return use('mutate', parent);
          if (effect && effect.returns !== 'element' && effect.returns !== 'receiver') return use('read', identifier);
          if (!effect) return use('escape', parent);
          node = parent;
          continue;
        }
        return argumentUse(module, parent, node) === 'mutate' ? use('mutate', parent) : use('escape', parent);
      case 'NewExpression':
      case 'ReturnStatement':
      case 'ExportSpecifier':
      case 'ExportDefaultDeclaration':
      case 'Property':
      case 'ArrayExpression':
        return use('escape', parent);
      case 'AssignmentExpression':
        if (parent.left === node) return use(reached ? 'mutate' : 'assign', parent);
        return use('escape', parent);
      case 'UpdateExpression':
        return use(reached ? 'mutate' : 'assign', parent);
      case 'UnaryExpression':
        return use(parent.operator === 'delete' && reached ? 'mutate' : 'read', parent);
      case 'ForInStatement':
      case 'ForOfStatement':
        return use(parent.left === node ? (reached ? 'mutate' : 'assign') : 'read', identifier);
      case 'VariableDeclarator':
        if (parent.init === node && parent.id.type === 'Identifier' && depth < 3) {
          const alias = usesOf(module, module.variable(parent.id), depth + 1).filter((u) => u.kind === 'mutate');
          return alias.length > 0 ? alias : use('read', identifier);
        }
        return use('read', identifier);
      case 'LogicalExpression':
      case 'ConditionalExpression':
        node = parent;
        continue;
      default:
        return use('read', identifier);
    }
  }
}

/** `Object.assign(x, …)` changes what it is given. */
function argumentUse(module: EcmaModule, call: TSESTree.CallExpression, argument: TreeNode): Use['kind'] {
  if (call.arguments[0] !== argument) return 'escape';
  return callEffect(module.text.slice(...call.callee.range))?.mutates === 'first' ? 'mutate' : 'escape';
}

function fieldUses(module: EcmaModule, container: object): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const fn of module.functions) {
    if (fn.container !== container) continue;
    const look = (node: TreeNode): void => {
      if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression') {
        const field = memberName(node);
        if (field !== undefined) {
          let list = uses.get(field);
          if (!list) uses.set(field, (list = []));
          for (const use of classify(module, node, 0)) list.push({ ...use, inside: fn });
        }
      }
      forEachChild(node, look);
    };
    forEachChild(fn.node, look);
  }
  return uses;
}

function constructorOf(module: EcmaModule, variable: Variable): SkeletonFunction | 'implicit' | undefined {
  const node = module.classOf(variable);
  if (!node) return undefined;
  for (const fn of module.functions) if (fn.form === 'constructor' && fn.container === node.body) return fn;
  return node.superClass ? undefined : 'implicit';
}

function resultMutations(module: EcmaModule, fn: EcmaFunction, members: ReadonlySet<SkeletonFunction>): Range[] {
  const found: Range[] = [];
  for (const call of module.callsOf(fn)) {
    let owner = module.ownerOf(call);
    let inside = false;
    for (; owner; owner = owner.parent) inside ||= members.has(owner);
    if (inside) continue;
    for (const use of classify(module, call, 0)) if (use.kind === 'mutate') found.push(use.range);
  }
  return found;
}
