import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../languages/ecmascript/tree.ts';
import { EditList } from './edits.ts';
import { readParameters } from './parameters.ts';
import { type FixRequest, type Made, refuse } from './request.ts';
import { codeLineStarts, detectStyle, lineEnd, lineStart } from './style.ts';
import { type TableForm, readTableForm } from './tableForm.ts';
import { unwrap } from './unwrap.ts';

type Asked = Pick<FixRequest, 'module' | 'target' | 'path'>;

/**
 * Takes a cache away again: the forms that the other fixes write, and `memoize` of the library.
 * @throws Refusal
 */
export function unmemoize({ module, target }: Asked): Made {
  const edits = new EditList(module.text);
  const scoped = readScoped(target) ?? (target.parent && readScoped(target.parent));
  if (scoped) return removeScoped(edits, scoped);
  const { body } = target.node;
  const form = body.type === 'BlockStatement' ? readTableForm(body) : undefined;
  if (form) {
    const declaration = tableDeclaration(target, form.table);
    if (!declaration) refuse(`The table of \`${target.name}\` comes from elsewhere: undo the change, or remove it by hand.`); // prettier-ignore
    if (mentionsBeyond(target, form.table, declaration)) refuse(`\`${form.table}\` is used for more than the results of \`${target.name}\`.`); // prettier-ignore
    removeTable(edits, form);
    removeStatement(edits, declaration, true);
    return { edits: edits.finish(), notes: [] };
  }
  if (unwrap(edits, target)) return { edits: edits.finish(), notes: [] };
  return refuse(`\`${target.name}\` has no cache in a form that can be taken away safely.`);
}

interface Scoped {
  readonly outer: EcmaFunction;
  readonly inner: TSESTree.ArrowFunctionExpression;
  readonly body: TSESTree.BlockStatement;
  readonly visit: string;
  readonly statements: readonly [TSESTree.Statement, TSESTree.VariableDeclaration, TSESTree.ReturnStatement];
  readonly form: TableForm;
}

/** `const memo = new Map(); const visit = (…) => { … }; return visit(…)`. */
function readScoped(outer: EcmaFunction): Scoped | undefined {
  const { body } = outer.node;
  if (body.type !== 'BlockStatement') return undefined;
  const [table, helper, end, ...more] = body.body.filter((s) => !('directive' in s && typeof s.directive === 'string'));
  if (more.length > 0 || table?.type !== 'VariableDeclaration' || helper?.type !== 'VariableDeclaration' || end?.type !== 'ReturnStatement') return undefined; // prettier-ignore
  const { id, init } = helper.declarations[0]!;
  if (id.type !== 'Identifier' || init?.type !== 'ArrowFunctionExpression' || init.body.type !== 'BlockStatement') return undefined; // prettier-ignore
  const call = end.argument;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== id.name) return undefined; // prettier-ignore
  const form = readTableForm(init.body);
  const made = table.declarations[0]!.id;
  if (!form || made.type !== 'Identifier' || made.name !== form.table) return undefined;
  // Else it is a helper with a table beside it.
  const outside = new Set(readParameters(outer, false).map((p) => p.names[0]?.name));
  if (!init.params.every((p) => outside.has(firstName(p)))) return undefined;
  return { outer, inner: init, body: init.body, visit: id.name, statements: [table, helper, end], form };
}

function removeScoped(edits: EditList, { outer, inner, body, visit, statements, form }: Scoped): Made {
  const { text, program } = outer.module;
  const parameters = readParameters(outer, false);
  const innerFirst = inner.params.map((p) => firstName(p));
  const kept = parameters.filter((p) => innerFirst.includes(p.names[0]?.name));
  const callee = /method$/.test(outer.form) ? `this.${outer.name}` : outer.name;
  const [table, helper, end] = statements;

  removeTable(edits, form);
  // Everything between the outer brace and the inner body's first line, and from its end to the outer end.
  const unit = detectStyle(text, program).unit;
  edits.remove(typedStart(text, lineStart(text, table.range[0])), lineBreakAfter(text, body.range[0]));
  edits.remove(lineStart(text, body.range[1] - 1), lineBreakAfter(text, end.range[1]));
  if (text.slice(body.range[1], end.range[0]).replace(/[;\s]/g, '') !== '') refuse(`A comment after \`${visit}\` would be lost.`); // prettier-ignore
  if (text.slice(table.range[1], helper.range[0]).replace(typeComment, '').replace(/[;\s]/g, '') !== '') refuse(`A comment before \`${visit}\` would be lost.`); // prettier-ignore
  const gone = [...form.lookup, ...form.stores.flatMap((s) => [s.statement, ...(s.returned ? [s.returned] : [])])];
  for (const at of codeLineStarts(text, body, body.range[0], body.range[1] - 1)) {
    const isGone = gone.some((s) => lineStart(text, s.range[0]) <= at && at < s.range[1]);
    if (!isGone && at < lineStart(text, body.range[1] - 1) && text.startsWith(unit, at))
      edits.indent(at, at + unit.length, '');
  }

  const all = kept.length === parameters.length;
  const look = (node: TreeNode, parent: TreeNode): void => {
    if (gone.includes(node as TSESTree.ExpressionStatement)) return;
    if (node.type === 'Identifier' && node.name === visit) {
      if (parent.type === 'CallExpression' && parent.callee === node) {
        edits.replace(...node.range, callee);
        if (!all) fillArguments(edits, parent, parameters, kept);
      } else if (all && callee === outer.name) edits.replace(...node.range, callee);
      else refuse(`\`${visit}\` is handed on as a value.`);
      return;
    }
    forEachChild(node, (child) => look(child, node));
  };
  look(body, inner);
  return { edits: edits.finish(), notes: [] };
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
  const end = call.arguments.at(-1)?.range[1];
  if (pending.length === 0) return;
  if (end === undefined) edits.insert(call.range[1] - 1, pending.join(', '));
  else edits.insert(end, `, ${pending.join(', ')}`);
}

function firstName(node: TreeNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  let found: string | undefined;
  forEachChild(node, (child) => {
    found ??= firstName(child);
  });
  return found;
}

/** Lookup and stores go; `const result = E` becomes a return again. */
function removeTable(edits: EditList, { lookup, stores }: TableForm): void {
  for (const statement of lookup) removeStatement(edits, statement);
  for (const { statement, declared, returned } of stores) {
    removeStatement(edits, statement);
    if (!declared || !returned) continue;
    removeStatement(edits, returned);
    edits.replace(declared.range[0], skipEquals(edits.text, declared), 'return ');
  }
}

function skipEquals(text: string, { declarations }: TSESTree.VariableDeclaration): number {
  const { id, init } = declarations[0]!;
  let at = text.indexOf('=', id.range[1]) + 1;
  while (at < init!.range[0] && /\s/.test(text[at]!)) at++;
  return at;
}

/** With its line where it has one to itself, and the blank line after it if asked. */
function removeStatement(edits: EditList, statement: TreeNode, blank = false): void {
  const { text } = edits;
  const start = lineStart(text, statement.range[0]);
  const alone = text.slice(start, statement.range[0]).trim() === '' && text.slice(statement.range[1], lineEnd(text, statement.range[1])).trim() === ''; // prettier-ignore
  if (!alone) {
    let end = statement.range[1];
    while (/[ \t]/.test(text[end] ?? '')) end++;
    edits.remove(statement.range[0], end);
    return;
  }
  let end = lineBreakAfter(text, statement.range[1]);
  if (blank) while (/^[ \t]*\r?\n/.test(text.slice(end, end + 80))) end = lineBreakAfter(text, end);
  edits.remove(blank ? typedStart(text, start) : start, end);
}

const typeComment = /\/\*\* @type \{[^\r\n]*\} \*\//;

/** The start of a line, or of the line above that gives its declaration a type. */
function typedStart(text: string, start: number): number {
  const above = lineStart(text, Math.max(0, start - 1));
  const line = text.slice(above, start).trim();
  return start > 0 && typeComment.exec(line)?.[0] === line ? above : start;
}

function lineBreakAfter(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** The statement `const memo = new Map()` or `= []` of the table, in the block around the function or at the top of the file. */
function tableDeclaration(fn: EcmaFunction, table: string): TreeNode | undefined {
  const { parents } = fn.module;
  for (let at = parents.get(fn.node); at; at = parents.get(at)) {
    const list = at.type === 'Program' || at.type === 'BlockStatement' ? at.body : [];
    for (const statement of list) {
      if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) continue;
      const { id, init } = statement.declarations[0]!;
      if (id.type === 'Identifier' && id.name === table && isNewTable(init)) return statement;
    }
  }
  return undefined;
}

function isNewTable(init: TreeNode | null): boolean {
  if (init?.type === 'ArrayExpression') return init.elements.length === 0;
  return init?.type === 'NewExpression' && init.callee.type === 'Identifier' && /^(Weak)?Map$/.test(init.callee.name);
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
