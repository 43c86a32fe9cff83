import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isKnownMemoizer } from '../../analysis/memo/wrappers.ts';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import type { TreeNode } from '../../languages/ecmascript/tree.ts';
import { endOfFunction, lines, rewriteBody } from './body.ts';
import { EditList } from '../text/edits.ts';
import { checkMixed, groupOf, readGroup } from './group.ts';
import { checkFields, fieldNotes } from '../subject/fields.ts';
import { checkPerCall, checkPerCallInBody, longLivedCost, longLivedNotes, zeroRemarks } from '../subject/lifetime.ts';
import { FreshNames } from '../text/names.ts';
import { insertBefore, statementOf } from '../text/place.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { notes } from './scoped.ts';
import type { Subject } from '../subject/subject.ts';
import { type Table, makeTable } from './table.ts';

const instance = { type: 'object', outerType: 'object', reassigned: false, kind: 'record' } as const;

/**
 * A table an instance: a WeakMap from `this`, so that instances share nothing, die with their tables, and may be proxies.
 * Methods of a class that recurse through each other get one each. A method without `this` gets one of the module.
 * Of async methods the promises are kept, and no rejection.
 * @throws Refusal
 */
export function memoizeMethod(request: FixRequest): Made {
  const { module, target } = request;
  const group = groupOf(request);
  checkMixed(group);
  for (const fn of group) {
    checkMethod(fn);
    if (fn.async !== target.async) refuse(`\`${fn.name}\` is ${fn.async ? '' : 'not '}async, unlike \`${target.name}\`: one kind of cache is not right for both.`); // prettier-ignore
  }
  // Waiting is no reason against promises.
  if (!(target.async && request.onlyWaits) && !request.onlyParts) checkPerCall(request);
  checkMethods(request, group);
  checkFields(group);
  const subjects = readGroup(request, group, { decorated: group.every(isPlainlyDecorated) });
  if (request.onlyParts) checkPerCallInBody(request, subjects);
  const edits = new EditList(module.text);
  const names = new FreshNames(module.text);
  const tables = subjects.map((subject) => tableOf(subject, names, subject.fn.usesThis() ? 'this' : undefined));
  const { style } = subjects[0]!;
  insertBefore(edits, style, statementOf(target), tables.map((t) => t.table.declaration).join(style.semi + style.eol), { blank: true }); // prettier-ignore
  for (const made of tables) {
    const { subject, table, locals } = made;
    if (target.async) keepPromises(edits, made);
    else rewriteBody(edits, subject, { opening: lines(0, table.lookup), closing: [], depth: 0, table, names: locals });
  }
  const stays = group.some((fn) => !fn.usesThis());
  const found = [...group.flatMap(decoratorNotes), ...subjects.flatMap((s) => fieldNotes(s.fn)), ...subjects.flatMap(target.async ? promiseNotes : longLivedNotes)]; // prettier-ignore
  return {
    edits: edits.finish(),
    notes: [...new Set(found)],
    costs: stays ? [longLivedCost] : [],
    remarks: zeroRemarks(subjects),
  };
}

const decoratorsOf = ({ declaration }: EcmaFunction): readonly TSESTree.Decorator[] =>
  declaration.type === 'MethodDefinition' ? (declaration.decorators ?? []) : [];

/** Decorated, if at all, by none that keeps results. */
function isPlainlyDecorated(fn: EcmaFunction): boolean {
  if (fn.wrapper !== undefined && !fn.wrapper.startsWith('@')) return false;
  return decoratorsOf(fn).every(({ expression }) => !isKnownMemoizer(fn.module.text.slice(...expression.range)));
}

/** Recursive calls go through decorators, whose code is not looked at; fewer of them are made. */
function decoratorNotes(fn: EcmaFunction): string[] {
  return decoratorsOf(fn).map(({ expression }) => `\`@${fn.module.text.slice(...expression.range)}\` gives the same for the same arguments and does nothing else, such as counting calls.`); // prettier-ignore
}

/** What is promised may be something that nobody can change. */
function promiseNotes(subject: Subject): string[] {
  return [...longLivedNotes({ ...subject, results: { ...subject.results, primitive: true } }), ...notes(subject)];
}

/** The body moves into an inner async function, whose promise is kept until it fails. */
function keepPromises(edits: EditList, { subject, table, locals }: MethodTable): void {
  const [solve, result, error] = [locals.take('solve', 'compute'), locals.take('result', 'promise'), locals.take('error', 'reason')]; // prettier-ignore
  const type = subject.typed ? `: ${subject.results.type}` : '';
  rewriteBody(edits, subject, {
    opening: lines(0, [...table.lookup, `const ${solve} = async ()${type} => {`]),
    closing: lines(0, [endOfFunction, `const ${result} = ${solve}()`, table.store(result), 'try {', `\treturn await ${result}`, `} catch (${error}) {`, `\t${table.forget}`, `\tthrow ${error}`, '}']), // prettier-ignore
    depth: 1,
    names: locals,
  });
}

/**
 * Methods that get their tables together are those of one class or object, whose types hold outside of it.
 * @throws Refusal
 */
export function checkMethods(request: FixRequest, group: readonly EcmaFunction[]): void {
  const { module, recurrence, target } = request;
  for (const fn of group) checkMethod(fn);
  const holder = module.parents.get(target.declaration);
  const stranger = group.find((fn) => module.parents.get(fn.declaration) !== holder);
  if (stranger)
    refuse(`\`${target.name}\` recurses through \`${stranger.name}\`, which is not a method of the same class.`);
  if (recurrence.functions.length !== group.length) refuse(`\`${target.name}\` recurses through a function inside a method.`); // prettier-ignore
}

function checkMethod(fn: EcmaFunction): void {
  const { name, form, node, declaration, module } = fn;
  if (!/method$/.test(form)) refuse(`\`${name}\` is not a method.`);
  const owner = declaration.type === 'AssignmentExpression' ? module.text.slice(...declaration.left.range) : '';
  if (/^(Number|String|Boolean|BigInt|Symbol)\.prototype\b/.test(owner)) refuse(`\`${name}\` is called on primitive values, which no table is held for.`); // prettier-ignore
  if (node.type === 'ArrowFunctionExpression' && form === 'object-method' && fn.usesThis()) {
    refuse(`\`${name}\` is an arrow function: it has no \`this\` of its own.`);
  }
}

interface MethodTable {
  readonly subject: Subject;
  readonly table: Table;
  readonly locals: FreshNames;
}

/**
 * The table of one method: its name is new in the file, those in the body are new there.
 * @param key object that each table is held under; without one there is one table. A method that does not use `this` may
 *   be called without an instance: `list.map(Maths.fib)`
 */
export function tableOf(subject: Subject, names: FreshNames, key: string | undefined): MethodTable {
  const { fn, typed, text } = subject;
  if (subject.results.inferred) refuse(`The result type of \`${fn.name}\` is not written: annotate it first.`);
  if (typed && subject.keys.some((k) => k.outerType === undefined)) {
    refuse(`A parameter of \`${fn.name}\` has a type that cannot be repeated for a table.`);
  }
  const { keys, results } = outsideTypes(subject);
  const locals = new FreshNames(text.slice(...fn.range));
  const table = makeTable({
    keys: key === undefined ? keys : [{ ...instance, name: key }, ...keys],
    results: fn.async ? { ...results, mayBeUndefined: false } : results,
    typed,
    names: locals,
    outside: true,
    name: names.take(`${plainName(fn)}Memo`),
    weak: key !== undefined,
  });
  return { subject, table, locals };
}

/** Types that hold inside the function alone (its own parameters of types, those of its class) are unknown outside. */
export function outsideTypes({ fn, keys, results, typed }: Subject): Pick<Subject, 'keys' | 'results'> {
  const names = typed ? [...typeNames(fn), 'this'] : [];
  const isInner = (type: string | undefined): boolean => type !== undefined && names.some((n) => new RegExp(`(?<![\\w$.])${escaped(n)}(?![\\w$])`).test(type)); // prettier-ignore
  return {
    keys: keys.map((k) => (isInner(k.outerType) ? { ...k, outerType: 'unknown' } : k)),
    results: isInner(results.type) ? { ...results, type: 'unknown', inside: results.type! } : results,
  };
}

const escaped = (name: string): string => name.replaceAll('$', '\\$');

/** The name of a method as part of another name. */
export const plainName = ({ name }: EcmaFunction): string =>
  name.replace(/^#/, '').replace(/[^\p{ID_Continue}$]/gu, '_');

/** Names of types that hold only inside a function: its own, those of its class, and what a block around it declares. */
function typeNames({ node, module }: EcmaFunction): string[] {
  const out: string[] = [];
  for (let at: TreeNode | undefined = node; at && at.type !== 'Program'; at = module.parents.get(at)) {
    if (at.type === 'TSModuleBlock') namespacesLike(at, module).forEach((block) => out.push(...declaredIn(block.body)));
    else if (at.type === 'BlockStatement' || at.type === 'StaticBlock') out.push(...declaredIn(at.body));
    else if (at.type === 'SwitchStatement') out.push(...at.cases.flatMap((c) => declaredIn(c.consequent)));
    if ('typeParameters' in at) out.push(...(at.typeParameters?.params ?? []).flatMap((p) => ('name' in p && typeof p.name === 'object' ? [p.name.name] : []))); // prettier-ignore
  }
  return out;
}

function declaredIn(body: readonly TreeNode[]): string[] {
  return body.flatMap((statement) => {
    const inner = 'declaration' in statement && statement.declaration ? (statement.declaration as TreeNode) : statement;
    const all: readonly TreeNode[] = inner.type === 'VariableDeclaration' ? inner.declarations : [inner];
    return all.flatMap((one) => ('id' in one && one.id && 'name' in one.id ? [String(one.id.name)] : []));
  });
}

/** A namespace sees what others of its name export. */
function namespacesLike(block: TSESTree.TSModuleBlock, module: EcmaModule): TSESTree.TSModuleBlock[] {
  const nameOf = (node: TreeNode | undefined): string | undefined => node?.type === 'TSModuleDeclaration' ? module.text.slice(...node.id.range) : undefined; // prettier-ignore
  const name = nameOf(module.parents.get(block));
  return [...module.parents].flatMap(([node, above]) => (node.type === 'TSModuleBlock' && nameOf(above) === name ? [node] : [])); // prettier-ignore
}
