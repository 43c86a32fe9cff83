import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import type { TextEdit } from '../../protocol/edit.ts';
import { nextToken } from '../text/calls.ts';
import { EditList } from '../text/edits.ts';
import { readParameters } from '../subject/parameters.ts';
import { type FixRequest, type Made, Refusal, refuse } from '../request.ts';
import { lineBreakAfter, removeStatement, removeTable, tableDeclaration, typeComment, typedStart } from './removal.ts';
import { codeLineStarts, detectStyle, lineStart } from '../text/style.ts';
import { type TableForm, computedBy, readTableForm } from './tableForm.ts';
import { ungroup } from './ungroup.ts';
import { unhold } from './unhold.ts';
import { type Removed, checkKeys, checkUncached, keyNotes } from './uncached.ts';
import { unwrap } from './unwrap.ts';

type Asked = Pick<FixRequest, 'module' | 'target' | 'path' | 'parser'>;

/**
 * Takes a cache away again: the forms that the other fixes write, and `memoize` of the library. What the function does
 * without it must be the same.
 * @throws Refusal
 */
export function unmemoize({ module, target, path, parser }: Asked): Made {
  const edits = new EditList(module.text);
  const { keeps, notes } = removeCache(edits, target);
  const made = edits.finish();
  return { edits: made, notes: [...notes, ...checkUncached({ path, target, edits: made, keeps, parser }, removed)] };
}

function removed(fn: EcmaFunction): readonly TextEdit[] | undefined {
  const edits = new EditList(fn.module.text);
  try {
    removeCache(edits, fn);
    return edits.finish();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** @throws Refusal */
function removeCache(edits: EditList, target: EcmaFunction): Removed {
  const inner = readInner(target) ?? (target.parent && readInner(target.parent));
  if (inner) {
    removeInner(edits, inner);
    return { keeps: false, notes: [] };
  }
  if (ungroup(edits, target)) return { keeps: false, notes: [] };
  const held = unhold(edits, target);
  if (held) return held;
  const { body } = target.node;
  const form = body.type === 'BlockStatement' ? readTableForm(body) : undefined;
  if (form) {
    const declaration = tableDeclaration(target, form.table);
    if (!declaration) refuse(`The table of \`${target.name}\` comes from elsewhere: undo the change, or remove it by hand.`); // prettier-ignore
    if (mentionsBeyond(target, form.table, declaration)) refuse(`\`${form.table}\` is used for more than the results of \`${target.name}\`.`); // prettier-ignore
    checkKeys(target, form);
    removeTable(edits, form);
    removeStatement(edits, declaration, true);
    return { keeps: true, notes: keyNotes(target, form, declaration) };
  }
  if (unwrap(edits, target)) return { keeps: true, notes: [] };
  return refuse(`\`${target.name}\` has no cache in a form that can be taken away safely.`);
}

/** A body that moved into an inner function, with what stands around it. */
interface Inner {
  readonly outer: EcmaFunction;
  readonly inner: TSESTree.ArrowFunctionExpression;
  readonly body: TSESTree.BlockStatement;
  readonly visit: string;
  /** All statements of the outer body: tables, functions, and the call that starts the recursion. */
  readonly statements: readonly TSESTree.Statement[];
  /** Lookup and stores in the body; none where another function does both. */
  readonly form?: TableForm;
}

/**
 * `const memo = new Map(); const visit = (…) => { … }; return visit(…)`, and between the last two of an async function
 * `const solve = async (…) => { … }`, whose promises `visit` keeps.
 */
function readInner(outer: EcmaFunction): Inner | undefined {
  const { body } = outer.node;
  if (body.type !== 'BlockStatement') return undefined;
  const statements = body.body.filter((s) => !('directive' in s && typeof s.directive === 'string'));
  const table = statements[0]?.type === 'VariableDeclaration' ? statements[0].declarations[0]!.id : undefined;
  const visit = statements[1] && arrowOf(statements[1]);
  const solve = statements.length === 4 ? arrowOf(statements[2]!) : undefined;
  const end = statements.at(-1);
  if (table?.type !== 'Identifier' || !visit || statements.length !== (solve ? 4 : 3) || end?.type !== 'ReturnStatement') return undefined; // prettier-ignore
  const call = end.argument;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== visit.name) return undefined; // prettier-ignore
  const form = readTableForm(visit.body);
  if (form?.table !== table.name) return undefined;
  if (solve && computedBy(visit.body, form) !== solve.name) return undefined;
  // Else it is a helper with a table beside it.
  const outside = new Set(readParameters(outer, false).map((p) => p.names[0]?.name));
  if (!visit.inner.params.every((p) => outside.has(firstName(p)))) return undefined;
  const parts = visit.inner.params.flatMap((p) => namesOf(p));
  if (!parts.every((name) => form.keys.has(name) || form.lengths.has(name))) return undefined;
  const { inner, body: own } = solve ?? visit;
  return { outer, inner, body: own, visit: visit.name, statements, ...(solve ? {} : { form }) };
}

interface Arrow {
  readonly name: string;
  readonly inner: TSESTree.ArrowFunctionExpression;
  readonly body: TSESTree.BlockStatement;
}

/** `const name = (…) => { … }`. */
function arrowOf(statement: TSESTree.Statement): Arrow | undefined {
  if (statement.type !== 'VariableDeclaration') return undefined;
  const { id, init } = statement.declarations[0]!;
  if (id.type !== 'Identifier' || init?.type !== 'ArrowFunctionExpression' || init.body.type !== 'BlockStatement') return undefined; // prettier-ignore
  return { name: id.name, inner: init, body: init.body };
}

function removeInner(edits: EditList, { outer, inner, body, visit, statements, form }: Inner): void {
  const { text, program } = outer.module;
  const parameters = readParameters(outer, false);
  const innerFirst = inner.params.map((p) => firstName(p));
  const kept = parameters.filter((p) => innerFirst.includes(p.names[0]?.name));
  const callee = calleeOf(outer);
  const end = statements.at(-1)!;

  if (form) removeTable(edits, form);
  // Everything between the outer brace and the inner body's first line, and from its end to the outer end.
  const unit = detectStyle(text, program).unit;
  edits.remove(typedStart(text, lineStart(text, statements[0]!.range[0])), lineBreakAfter(text, body.range[0]));
  edits.remove(lineStart(text, body.range[1] - 1), lineBreakAfter(text, end.range[1]));
  statements.slice(1).forEach((statement, i) => {
    const between = text.slice(statements[i]!.range[1], statement.range[0]);
    if (between.replace(typeComment, '').replace(/[;\s]/g, '') !== '') refuse(`A comment around \`${visit}\` would be lost.`); // prettier-ignore
  });
  const gone = form
    ? [...form.lookup, ...form.stores.flatMap((s) => [s.statement, ...(s.returned ? [s.returned] : [])])]
    : [];
  for (const at of codeLineStarts(text, body, body.range[0], body.range[1] - 1)) {
    const isGone = gone.some((s) => lineStart(text, s.range[0]) <= at && at < s.range[1]);
    if (!isGone && at < lineStart(text, body.range[1] - 1) && text.startsWith(unit, at))
      edits.indent(at, at + unit.length, '');
  }

  const all = kept.length === parameters.length;
  // The inner arrow function had the `this` of the outer one.
  const handsThis = outer.usesThis() && outer.node.type !== 'ArrowFunctionExpression' && !/method$/.test(outer.form);
  if (handsThis && !all) refuse(`\`${visit}\` leaves arguments out that \`${callee}.call\` would need.`);
  const look = (node: TreeNode, parent: TreeNode): void => {
    if (gone.includes(node as TSESTree.ExpressionStatement)) return;
    if (node.type === 'Identifier' && node.name === visit) {
      if (parent.type === 'CallExpression' && parent.callee === node) {
        edits.replace(...node.range, handsThis ? `${callee}.call` : callee);
        if (handsThis) edits.insert(nextToken(text, node.range[1], '(') + 1, parent.arguments.length > 0 ? 'this, ' : 'this'); // prettier-ignore
        if (!all) fillArguments(edits, parent, parameters, kept);
      } else if (all && !handsThis && !callee.includes('.')) edits.replace(...node.range, callee);
      else refuse(`\`${visit}\` is handed on as a value.`);
      return;
    }
    forEachChild(node, (child) => look(child, node));
  };
  look(body, inner);
}

/** How a function calls itself; without `this` by the name of its object, because it may be taken off it. */
function calleeOf(fn: EcmaFunction): string {
  const { form, name, node, module, declaration } = fn;
  if (!/method$/.test(form)) {
    const isAssigned = declaration.type === 'AssignmentExpression' && declaration.right === node;
    return node.id?.name ?? (isAssigned ? module.text.slice(...declaration.left.range) : name);
  }
  const isWord = /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
  const member = isWord ? `.${name}` : `[${JSON.stringify(name)}]`;
  if (fn.usesThis()) return `this${member}`;
  for (let at = module.parents.get(node); at; at = module.parents.get(at)) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') {
      return `${form === 'static-method' && at.id ? at.id.name : 'this'}${member}`;
    }
    if (at.type !== 'ObjectExpression') continue;
    const above = module.parents.get(at);
    const isNamed = above?.type === 'VariableDeclarator' && above.id.type === 'Identifier';
    return `${isNamed ? (above.id as TSESTree.Identifier).name : 'this'}${member}`;
  }
  return `this${member}`;
}

/** Puts the arguments that stayed outside back to their places. */
function fillArguments(
  edits: EditList,
  call: TSESTree.CallExpression,
  parameters: ReturnType<typeof readParameters>,
  kept: ReturnType<typeof readParameters>,
): void {
  // prettier-ignore
  if (call.arguments.some((a) => a.type === 'SpreadElement')) refuse('A call spreads its arguments.');
  const last = parameters.findLastIndex((p) => !kept.includes(p));
  let position = 0;
  let pending: string[] = [];
  for (const parameter of parameters) {
    if (!kept.includes(parameter)) pending.push(parameter.pass);
    else {
      const argument = call.arguments[position++];
      if (!argument) {
        if (parameter.index < last) pending.push('undefined');
        continue;
      }
      if (pending.length > 0) edits.insert(argument.range[0], `${pending.join(', ')}, `);
      pending = [];
    }
  }
  // What is handed on beyond the parameters stays the last.
  const end = call.arguments[Math.min(kept.length, call.arguments.length) - 1]?.range[1];
  if (pending.length === 0) return;
  if (end === undefined) edits.insert(call.range[1] - 1, pending.join(', '));
  else edits.insert(end, `, ${pending.join(', ')}`);
}

function namesOf(node: TreeNode): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'AssignmentPattern') return namesOf(node.left);
  if (node.type === 'Property') return namesOf(node.value);
  const out: string[] = [];
  forEachChild(node, (child) => out.push(...namesOf(child)));
  return out;
}

function firstName(node: TreeNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  let found: string | undefined;
  forEachChild(node, (child) => {
    found ??= firstName(child);
  });
  return found;
}

function mentionsBeyond(fn: EcmaFunction, table: string, declaration: TreeNode): boolean {
  const look = (node: TreeNode): boolean => {
    if (node === fn.node || node === declaration) return false;
    if (node.type === 'Identifier' && node.name === table) return true;
    let found = false;
    forEachChild(node, (child) => {
      found ||= look(child);
    });
    return found;
  };
  return look(fn.module.program);
}
