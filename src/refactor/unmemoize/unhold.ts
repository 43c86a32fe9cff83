import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import type { EditList } from '../text/edits.ts';
import { isApart, lineBreakAfter, removeStatement, removeTable, tableDeclaration } from './removal.ts';
import { refuse } from '../request.ts';
import { codeLineStarts, detectStyle, lineStart } from '../text/style.ts';
import { type TableForm, readTableForm } from './tableForm.ts';
import { type Removed, checkKeys, keyNotes } from './uncached.ts';

/** A body that stands inside a block of ours. */
interface Wrapped {
  readonly fn: EcmaFunction;
  /** What holds the old body. */
  readonly block: TSESTree.BlockStatement;
  /** First and last statement that a fix wrote around it. */
  readonly first: TSESTree.Statement;
  readonly last: TSESTree.Statement;
  readonly form: TableForm;
  /** All tables that it starts or looks up. */
  readonly tables: readonly string[];
}

/**
 * Takes back what methods got whose tables are held while the outermost call runs, or keep promises.
 * @throws Refusal
 */
export function unhold(edits: EditList, target: EcmaFunction): Removed | undefined {
  const promises = readPromises(target);
  const held = readHeld(target);
  const own = promises ?? held;
  if (!own) return undefined;
  const notes: string[] = [];
  const group = held ? membersOf(target, held) : [own];
  let blank: 'always' | false = false;
  for (const [i, name] of own.tables.entries()) {
    const declaration = tableDeclaration(target, name);
    if (!declaration) refuse(`The table of \`${target.name}\` comes from elsewhere: undo the change, or remove it by hand.`); // prettier-ignore
    const known = new Set<TreeNode>([declaration, ...group.map((m) => m.fn.node)]);
    if (isMentioned(target.module.program, name, known)) refuse(`\`${name}\` is used for more than the results of \`${target.name}\`.`); // prettier-ignore
    const member = group.find((m) => m.form.table === name);
    if (member) notes.push(...keyNotes(member.fn, member.form, declaration));
    if (i === 0 && isApart(edits.text, lineStart(edits.text, declaration.range[0]))) blank = 'always';
    removeStatement(edits, declaration, i === own.tables.length - 1 && blank);
  }
  for (const member of group) checkKeys(member.fn, member.form);
  for (const member of group) removeAround(edits, member, member === promises);
  return { keeps: promises !== undefined, notes };
}

/** `const isOutermost = !memo.has(this); try { … } finally { if (isOutermost) { memo.delete(this); … } }`. */
function readHeld(fn: EcmaFunction): Wrapped | undefined {
  const [first, last, more] = statementsOf(fn);
  if (more || first?.type !== 'VariableDeclaration' || last?.type !== 'TryStatement' || last.handler) return undefined;
  const { id, init } = first.declarations[0]!;
  const end = last.finalizer?.body;
  const only = end?.[0];
  if (id.type !== 'Identifier' || init?.type !== 'UnaryExpression' || end?.length !== 1 || only?.type !== 'IfStatement') return undefined; // prettier-ignore
  if (only.test.type !== 'Identifier' || only.test.name !== id.name || only.consequent.type !== 'BlockStatement') return undefined; // prettier-ignore
  const tables = only.consequent.body.map((s) => (s.type === 'ExpressionStatement' ? calledOn(s.expression, 'delete') : undefined)); // prettier-ignore
  const asked = calledOn(init.argument, 'has');
  const form = readTableForm(last.block);
  if (asked === undefined || form?.table !== asked || !tables.includes(asked)) return undefined;
  const named = tables.filter((name) => name !== undefined);
  if (named.length !== tables.length || isMentioned(last.block, id.name, new Set())) return undefined;
  return { fn, block: last.block, first, last, form, tables: named };
}

/** `const solve = async () => { … }; const result = solve(); memo.set(n, result); try { return await result; } …`. */
function readPromises(fn: EcmaFunction): Wrapped | undefined {
  const { body } = fn.node;
  const statements = statementsOf(fn);
  const [solve, , , last] = statements.slice(-4);
  if (body.type !== 'BlockStatement' || !fn.async || solve?.type !== 'VariableDeclaration' || last?.type !== 'TryStatement') return undefined; // prettier-ignore
  const { id, init } = solve.declarations[0]!;
  const form = readTableForm(body, new Set<TreeNode>([last]));
  const [store, ...more] = form?.stores ?? [];
  if (!form || !store || more.length > 0 || statements.at(-2) !== store.statement || !isGuardedReturn(last)) return undefined; // prettier-ignore
  if (id.type !== 'Identifier' || init?.type !== 'ArrowFunctionExpression' || init.body.type !== 'BlockStatement') return undefined; // prettier-ignore
  const result = statements.at(-3)!;
  const value = result.type === 'VariableDeclaration' ? result.declarations[0]!.init : undefined;
  const isSolved = value?.type === 'CallExpression' && value.callee.type === 'Identifier' && value.callee.name === id.name && value.arguments.length === 0; // prettier-ignore
  if (!isSolved || form.lookup.length + 4 !== statements.length || isMentioned(init.body, id.name, new Set())) return undefined; // prettier-ignore
  return { fn, block: init.body, first: form.lookup[0]!, last, form, tables: [form.table] };
}

/** The methods beside it whose calls start the same tables. */
function membersOf({ module }: EcmaFunction, held: Wrapped): Wrapped[] {
  const all = module.functions.flatMap((fn) => readHeld(fn) ?? []);
  const group = all.filter((m) => m.tables.join() === held.tables.join());
  if (group.length !== held.tables.length) refuse(`The tables of \`${held.fn.name}\` are used by other functions too.`);
  return group;
}

/** What stands around the old body goes, which moves to the left. */
function removeAround(edits: EditList, { fn, block, first, last, form }: Wrapped, areOutside: boolean): void {
  const { text } = edits;
  const { lookup, stores } = form;
  const gone = areOutside ? [] : [...lookup, ...stores.flatMap((s) => [s.statement, ...(s.returned ? [s.returned] : [])])]; // prettier-ignore
  if (!areOutside) removeTable(edits, form);
  const close = lineStart(text, block.range[1] - 1);
  edits.remove(lineStart(text, first.range[0]), lineBreakAfter(text, block.range[0]));
  edits.remove(close, lineBreakAfter(text, last.range[1]));
  const { unit } = detectStyle(text, fn.module.program);
  for (const at of codeLineStarts(text, block, block.range[0], block.range[1] - 1)) {
    const isGone = gone.some((s) => lineStart(text, s.range[0]) <= at && at < s.range[1]);
    if (!isGone && at < close && text.startsWith(unit, at)) edits.indent(at, at + unit.length, '');
  }
}

/** `try { return await result; } catch (error) { memo.delete(n); throw error; }`. */
function isGuardedReturn({ block, handler, finalizer }: TSESTree.TryStatement): boolean {
  const [only, more] = block.body;
  const caught = handler?.body.body ?? [];
  const isForgotten =
    caught[0]?.type === 'ExpressionStatement' && calledOn(caught[0].expression, 'delete') !== undefined;
  return !more && only?.type === 'ReturnStatement' && only.argument?.type === 'AwaitExpression' && isForgotten && caught.length === 2 && caught[1]!.type === 'ThrowStatement' && !finalizer; // prettier-ignore
}

function statementsOf({ node }: EcmaFunction): TSESTree.Statement[] {
  const list = node.body.type === 'BlockStatement' ? node.body.body : [];
  return list.filter((s) => !('directive' in s && typeof s.directive === 'string'));
}

/** The name in `name.method(…)`. */
function calledOn(node: TreeNode, method: string): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  const isIt = object.type === 'Identifier' && property.type === 'Identifier' && property.name === method;
  return isIt ? object.name : undefined;
}

function isMentioned(node: TreeNode, name: string, except: ReadonlySet<TreeNode>): boolean {
  if (except.has(node)) return false;
  if (node.type === 'Identifier' && node.name === name) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= isMentioned(child, name, except);
  });
  return found;
}
