import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Construction, LanguageEffects, Use } from '../../analysis/language.ts';
import type { Range, SkeletonFunction, Variable } from '../../analysis/skeleton.ts';
import { acts } from './accessors.ts';
import { callEffect, methodEffect, methods, readEffect } from './builtins/effects.ts';
import type { EcmaFunction, EcmaModule } from './module.ts';
import { holdsOf, implicitFunctions, patternFields } from './implicit.ts';
import { lowerExpression } from './lower.ts';
import { type TreeNode, forEachChild, isFunctionNode, memberName, withoutTypes } from './tree.ts';

/** The effect analysis' view of a file. */
export function effectsOfLanguage(module: EcmaModule): LanguageEffects {
  const known = new Map<Variable, readonly Use[]>();
  const fields = new Map<object, Map<string, Use[]>>();
  let patterns: ReadonlyMap<string, string> | undefined;
  let implicit: ReturnType<typeof implicitFunctions> | undefined;
  return {
    call: callEffect,
    read: readEffect,
    method: (name, call, onPrimitive) =>
      methodEffect(name, call, onPrimitive, (field) => (patterns ??= patternFields(module)).get(field) ?? ''),
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
    implicit(what) {
      module.fieldsAsked.add(what.replace(/^\w+ /, ''));
      return (implicit ??= implicitFunctions(module)).get(what) ?? [];
    },
    holds(variable) {
      const init = module.initOf(variable);
      return init && holdsOf(module, init);
    },
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
          const handed = effect?.calls && parent.arguments[effect.callback ?? 0];
          if (handed && isFunctionNode(handed)) {
            const changed = mutationsOf(module, handed.params[effect.calls === 'fold' ? 1 : 0], depth);
            if (changed.length > 0) return changed;
          }
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
        if (parent.left === node) return use(reached ? 'mutate' : 'assign', identifier);
        return parent.type === 'ForOfStatement' && parent.left.type === 'VariableDeclaration'
          ? or(mutationsOf(module, parent.left.declarations[0]?.id, depth), use('read', identifier))
          : use('read', identifier);
      case 'VariableDeclarator':
        if (parent.init !== node) return use('read', identifier);
        return or(mutationsOf(module, parent.id, depth), use('read', identifier));
      case 'LogicalExpression':
      case 'ConditionalExpression':
        node = parent;
        continue;
      default:
        return use('read', identifier);
    }
  }
}

function or(uses: Use[], otherwise: Use[]): Use[] {
  return uses.length > 0 ? uses : otherwise;
}

/** What is done to the names of a pattern that changes what they hold. */
function mutationsOf(module: EcmaModule, pattern: TreeNode | undefined, depth: number): Use[] {
  if (!pattern || depth >= 3) return [];
  switch (pattern.type) {
    case 'Identifier':
      return usesOf(module, module.variable(pattern), depth + 1).filter((u) => u.kind === 'mutate');
    case 'AssignmentPattern':
      return mutationsOf(module, pattern.left, depth);
    case 'ArrayPattern':
      return pattern.elements.flatMap((item) => (item ? mutationsOf(module, item, depth) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => (p.type === 'Property' ? mutationsOf(module, p.value, depth) : []));
    default:
      return [];
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
    // What is assigned to `this` and to prototypes may belong to one object.
    const isNear = fn.container !== undefined && 'key' in fn.container && 'key' in container;
    if (fn.container !== container && !isNear) continue;
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

/** Constructors of a class and of those it extends; undefined where one of them is of another file. */
function constructorOf(module: EcmaModule, variable: Variable, depth = 0): Construction | undefined {
  const node = module.classOf(variable);
  if (!node || depth > mostBases) return undefined;
  const fields = node.body.body.flatMap((member) =>
    member.type === 'PropertyDefinition' && !member.static && member.value && !isFunctionNode(member.value) && acts(member.value)
      ? [lowerExpression(module, module.ownerOf(node), member.value)]
      : [],
  ); // prettier-ignore
  // It runs that of the class it extends by calling `super`.
  for (const fn of module.functions) if (fn.form === 'constructor' && fn.container === node.body) return { constructors: [fn], fields }; // prettier-ignore
  if (!node.superClass) return { constructors: [], fields };
  if (node.superClass.type !== 'Identifier') return undefined;
  const base = constructorOf(module, module.variable(node.superClass), depth + 1);
  return base && { constructors: base.constructors, fields: [...base.fields, ...fields] };
}

const mostBases = 10;

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
