import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode } from '../../languages/ecmascript/tree.ts';
import { topStatementOf } from '../text/place.ts';
import { type FixRequest, refuse } from '../request.ts';
import type { Subject } from './subject.ts';

/**
 * A cache that outlives the outermost call needs results that stay right.
 * @throws Refusal
 */
export function checkPerCall({ safety, safetyReasons, target }: FixRequest): void {
  if (safety === 'scoped') refuse(onlyPerCall({ safetyReasons, target }));
}

/**
 * The same of a table in the body, whose key is made of the names that a parameter takes out of its argument: it is looked
 * at anew in every call.
 * @throws Refusal
 */
export function checkPerCallInBody(request: FixRequest, subjects: readonly Subject[]): void {
  const isKeyedByParts =
    request.onlyParts &&
    subjects.length === 1 &&
    subjects[0]!.parameters.every((p) => p.form !== 'pattern' || p.names.every((n) => isPrimitiveKind(n.kind)));
  if (!isKeyedByParts) checkPerCall(request);
}

/**
 * A cache cannot outlive the function it belongs to.
 * @throws Refusal
 */
export function checkLongLived({ target }: Pick<FixRequest, 'target'>): void {
  if (target.parent) {
    refuse(`\`${target.name}\` is made anew in every call of \`${target.parent.name}\`: its cache cannot live longer.`);
  }
  const { parents } = target.module;
  for (let at = parents.get(target.node); at; at = parents.get(at)) {
    if (/^(For|While|DoWhile)/.test(at.type)) {
      refuse(`\`${target.name}\` is made anew in every turn of a loop: its cache cannot live longer.`);
    }
  }
}

/** Why a cache must not outlive the outermost call. */
function onlyPerCall({ safetyReasons, target }: Pick<FixRequest, 'safetyReasons' | 'target'>): string {
  const why = safetyReasons?.[0]?.replace(/\.$/, '') ?? 'it reads what may change between two calls';
  return `Only a cache per outermost call is right for \`${target.name}\`: ${why}.`;
}

/** Notes on arguments that are compared by identity and on results that are shared. */
export function longLivedNotes(subject: Subject): string[] {
  const out: string[] = [];
  const objects = subject.varying.filter((p) => p.names.some((n) => !isPrimitiveKind(n.kind)));
  if (objects.length > 0) {
    const names = objects.flatMap((p) => p.names.map((n) => `\`${n.name}\``)).join(', ');
    out.push(`If ${names} can be an object, it is compared by identity: changes inside it are not seen.`);
  }
  if (!subject.results.primitive) out.push('Equal arguments give the same object: callers must not change it.');
  return out;
}

/** What a table takes for one key. */
export function zeroRemarks(subjects: readonly Subject[]): string[] {
  return subjects.some((s) => s.mixesZeros)
    ? ['0 and -0 are one key, as in every Map: asked for -0, it may give 0.']
    : [];
}

/** What a cache that outlives the outermost call is known to cost. */
export const longLivedCost = 'The table keeps every result until the program ends.';

function isPrimitiveKind(kind: string): boolean {
  return kind === 'number' || kind === 'integer' || kind === 'bigint' || kind === 'string' || kind === 'boolean';
}

/**
 * A declaration is there before its module has run, a table or a constant is not: what is imported may import this
 * module back and call it too early.
 */
export function cycleNotes(module: EcmaModule, group: readonly EcmaFunction[]): string[] {
  if (!group.some((fn) => fn.form === 'declaration')) return [];
  const all = importedModules(module.program);
  if (all.every((name) => name !== undefined && isBuiltin(name))) return [];
  return ['Modules that import each other must not call it before this one has run.'];
}

/** Names of the modules that a file loads; undefined for one that is computed. */
function importedModules(node: TreeNode, out: (string | undefined)[] = []): (string | undefined)[] {
  if (node.type === 'ImportDeclaration' && node.importKind === 'type') return out;
  const source =
    'source' in node && node.source
      ? node.source
      : node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
        ? node.arguments[0]
        : undefined;
  if (source) out.push((source as TreeNode).type === 'Literal' ? String((source as { value?: unknown }).value) : undefined); // prettier-ignore
  forEachChild(node, (child) => void importedModules(child, out));
  return out;
}

/** Modules of Node and the libraries that fixes import: none of them knows this file. */
const isBuiltin = (name: string): boolean => name.startsWith('node:') || /^memoscope(\/|$)/.test(name);

/**
 * Whether the function may be called before its line has run, or that of another statement: code above mentions it; or
 * mentions it in a function and calls something; or reads, at once, what holds such a function (a getter, an iterator or
 * a conversion may be behind it). Declarations further down are there already, and may mention it too.
 */
export function isUsedEarlier(
  { module, target }: Pick<FixRequest, 'module' | 'target'>,
  statement: TreeNode | null = topStatementOf(target),
): boolean {
  const { body } = module.program;
  const at = statement ? body.indexOf(statement as TSESTree.Statement) : body.length;
  const before = body.slice(0, at).map((node) => looked(node)).filter(({ names }) => !names.has(target.name)); // prettier-ignore
  if (before.some(({ evaluated }) => evaluated.has(target.name))) return true;
  const below = body.slice(at).filter((node) => declared(node).some(isFunctionNode));
  // Names of what reaches the function.
  const carriers = new Set([target.name]);
  const all = [...before, ...below.map((node) => looked(node)).filter(({ names }) => !names.has(target.name))];
  for (let size = 0; size !== carriers.size;) {
    size = carriers.size;
    for (const { names, evaluated, deferred } of all) {
      if (meets(evaluated, carriers) || meets(deferred, carriers)) names.forEach((name) => carriers.add(name));
    }
  }
  return (
    before.some(({ evaluated }) => meets(evaluated, carriers)) ||
    (before.some(({ deferred }) => meets(deferred, carriers)) && before.some(({ calls }) => calls))
  );
}

/**
 * A variable that gets its value below may be read before it has it: what was computed then must not be kept.
 * @throws Refusal
 */
export function checkInitialized(request: FixRequest, group: readonly EcmaFunction[]): void {
  const { body } = request.module.program;
  const all = body.map((node) => ({ node, ...looked(node) }));
  const reached = new Set(group.map(({ name }) => name));
  const takes = new Set<TreeNode>();
  for (const name of reached) {
    for (const { node, names, evaluated, deferred } of all) {
      if (!names.has(name) || takes.has(node)) continue;
      takes.add(node);
      for (const other of [...evaluated, ...deferred]) reached.add(other);
    }
  }
  // A constant that has no value yet throws, and nothing is kept, unless somebody catches that.
  const catches = [...takes].some((node) => /\bcatch\b/.test(request.module.text.slice(...node.range)));
  const last = body.findLastIndex((node) => takes.has(node) && declared(node).some((one) => !isFunctionNode(one)) && (catches || isVar(node))); // prettier-ignore
  if (last < 0) return;
  const early = group.find((target) => isUsedEarlier({ module: request.module, target }, body[last + 1] ?? null));
  const [name] = all[last]!.names;
  if (early)
    refuse(`\`${early.name}\` may be called before \`${name}\` has its value, and would keep what it gives then.`);
}

const isVar = (node: TreeNode): boolean => {
  const inner = 'declaration' in node && node.declaration ? (node.declaration as TreeNode) : node;
  return inner.type === 'VariableDeclaration' && inner.kind === 'var';
};

const meets = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => [...some].some((s) => others.has(s));

/** What a statement declares. */
function declared(node: TreeNode): TreeNode[] {
  const inner = 'declaration' in node && node.declaration ? (node.declaration as TreeNode) : node;
  return inner.type === 'VariableDeclaration' ? inner.declarations : [inner];
}

/** Names that a statement declares, mentions at once, and mentions in functions; and whether it calls anything at once. */
interface Looked {
  readonly names: ReadonlySet<string>;
  readonly evaluated: Set<string>;
  readonly deferred: Set<string>;
  calls: boolean;
}

function looked(statement: TreeNode): Looked {
  const ids = declared(statement).flatMap((node) => ('id' in node && node.id ? [node.id as TreeNode] : []));
  const names = new Set<string>();
  for (const id of ids) forEachName(id, (name) => names.add(name));
  const found: Looked = { names, evaluated: new Set(), deferred: new Set(), calls: false };
  look(statement, false, found);
  for (const name of names) found.evaluated.delete(name);
  return found;
}

/** The names that a pattern gives: not those in defaults and computed keys. */
function forEachName(node: TreeNode, say: (name: string) => void): void {
  if (node.type === 'Identifier') say(node.name);
  else if (node.type === 'AssignmentPattern') forEachName(node.left, say);
  else if (node.type === 'Property') forEachName(node.value, say);
  else forEachChild(node, (child) => forEachName(child, say));
}

function look(node: TreeNode, deferred: boolean, found: Looked): void {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier')
    found[deferred ? 'deferred' : 'evaluated'].add(node.name);
  // A require names a module that cannot know this one's functions yet; an exports list is read later.
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require') return;
  if (/^(CallExpression|NewExpression|TaggedTemplateExpression|Decorator|JSXElement|JSXFragment)$/.test(node.type))
    found.calls ||= !deferred;
  const inside = deferred || isFunctionNode(node);
  if (node.type === 'ExportSpecifier' || (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'Identifier')) return; // prettier-ignore
  forEachChild(node, (child) => look(child, inside, found));
}
