import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type SafetyVerdict, safetyOf } from '../../analysis/safety.ts';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, memberName } from '../../languages/ecmascript/tree.ts';
import { effectsOfLanguage } from '../../languages/ecmascript/usage.ts';
import { checkConstruction } from './construction.ts';
import { classOf } from './dispatch.ts';
import { reachedFrom } from './reach.ts';
import { refuse } from '../request.ts';
import { firstChange, readsOf } from './stability.ts';

/**
 * What a table that lives as long as the instance takes for granted of methods: what they read of it stays as it is from
 * the first call on, also through getters and through what a class below puts in the place of a method; and they are called
 * on an instance.
 * @throws Refusal where the file does otherwise
 */
export function checkFields(group: readonly EcmaFunction[]): void {
  const users = group.filter((fn) => fn.usesThis());
  const [first] = users;
  if (!first) return;
  const { module } = first;
  const reached = reachedFrom(users);
  const reads = readsOf(reached);
  const change = firstChange(module, reads, (node) => isDefinition(module, node));
  if (change !== undefined)
    refuse(`What \`${first.name}\` reads of its instance may be changed: \`${shortened(change)}\`.`);
  for (const fn of reached) checkSteady(users, fn);
  checkConstruction(users, reads.names);
  users.forEach(checkTaken);
}

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};

/** `A.prototype.f = function …`: what makes a method, once. */
function isDefinition({ functions }: EcmaModule, node: TreeNode): boolean {
  if (node.type !== 'AssignmentExpression') return false;
  const member = functions.find((f) => f.declaration === node && f.form === 'method');
  if (!member?.container) return false;
  return functions.every((f) => f === member || f.container !== member.container || f.name !== member.name);
}

/**
 * Getters, and methods of classes below, are no calls to the analysis of a method that goes through them.
 * @throws Refusal where one of them does something
 */
export function checkBelow(group: readonly EcmaFunction[]): void {
  const users = group.filter((fn) => fn.usesThis() && /method$/.test(fn.form));
  for (const fn of reachedFrom(users)) {
    const verdict = verdictBelow(users, fn);
    if (verdict?.safety === 'unsafe') refuseThrough(users, fn, verdict.reasons[0]!.text);
  }
}

/** The same where what they give must stay as it is. */
function checkSteady(group: readonly EcmaFunction[], fn: EcmaFunction): void {
  const { safety, reasons } = verdictBelow(group, fn) ?? { safety: 'safe', reasons: [] };
  // What overrides one of them calls it, by `super` or its name: it is kept apart, and nothing of it is known here.
  const isOverride = group.some((g) => g.name === fn.name);
  if (safety === 'safe' || (safety === 'unknown' && isOverride)) return;
  const against = reasons.find((r) => !r.text.startsWith('its result is a list'));
  if (against) refuseThrough(group, fn, against.text);
}

function verdictBelow([first]: readonly EcmaFunction[], fn: EcmaFunction): SafetyVerdict | undefined {
  const above = fn.module.parents.get(fn.node);
  if (above && 'kind' in above && above.kind === 'set') return undefined;
  if (fn.form !== 'accessor' && (!/method$/.test(fn.form) || fn.container === first!.container)) return undefined;
  return safetyOf({ functions: [fn], sites: [] }, effectsOfLanguage(fn.module));
}

function refuseThrough(
  [first]: readonly EcmaFunction[],
  { module, declaration, name }: EcmaFunction,
  why: string,
): never {
  const through = 'key' in declaration ? module.text.slice(...declaration.key.range) : name;
  refuse(`\`${first!.name}\` goes through \`${through}\`: ${why}.`);
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

/** Where other files see this one: that those do not change the fields either. */
export function fieldNotes(fn: EcmaFunction): string[] {
  const own = fn.usesThis() ? classOf(fn) : undefined;
  if (!own || !isSeen(fn.module)) return [];
  const open = [...fieldsOf(fn)].filter((name) => !isClosed(own, name) && !isMethod(own, name));
  return open.map((name) => `No other code changes \`${name}\` of an instance.`);
}

const isSeen = ({ program, text }: EcmaModule): boolean =>
  program.body.some((s) => s.type.startsWith('Export')) || /\bexports\b/.test(text);

/**
 * Names of fields that are read as `this.name`, by the method or by getters and methods that it goes through; private ones
 * are left out: nothing outside the class can change those.
 */
function fieldsOf(fn: EcmaFunction): Set<string> {
  const names = new Set<string>();
  const look = (node: TreeNode): void => {
    if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression') names.add(memberName(node) ?? '#');
    forEachChild(node, look);
  };
  for (const reached of reachedFrom([fn])) look(reached.node);
  return new Set([...names].filter((name) => !name.startsWith('#')));
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
