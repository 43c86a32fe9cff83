import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import type { TreeNode } from '../../languages/ecmascript/tree.ts';
import type { EditList } from '../text/edits.ts';
import { lineEnd, lineStart } from '../text/style.ts';
import type { TableForm } from './tableForm.ts';

/** Lookup and stores go; `const result = E` becomes a return again. */
export function removeTable(edits: EditList, { lookup, stores }: TableForm): void {
  for (const statement of lookup) removeStatement(edits, statement);
  for (const { statement, declared, returned } of stores) {
    removeStatement(edits, statement);
    if (!declared || !returned) continue;
    removeStatement(edits, returned);
    const from = skipEquals(edits.text, declared);
    const { init } = declared.declarations[0]!;
    // A line that ends after `return` would end it.
    const isBroken = init && edits.text.slice(from, init.range[0]).includes('\n');
    edits.replace(declared.range[0], from, isBroken ? 'return (' : 'return ');
    if (isBroken) edits.insert(init.range[1], ')');
  }
}

function skipEquals(text: string, { declarations }: TSESTree.VariableDeclaration): number {
  const { id, init } = declarations[0]!;
  let at = text.indexOf('=', id.range[1]) + 1;
  while (at < init!.range[0] && /\s/.test(text[at]!)) at++;
  return at;
}

/** With its line where it has one to itself, and the blank line after it if asked. */
export function removeStatement(edits: EditList, statement: TreeNode, blank: boolean | 'always' = false): void {
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
  const from = blank ? typedStart(text, start) : start;
  if (blank === 'always' || (blank && isApart(text, from))) {
    while (/^[ \t]*\r?\n/.test(text.slice(end, end + 80))) end = lineBreakAfter(text, end);
  }
  edits.remove(from, end);
}

/** A blank line after a statement stays between code above and below, unless there is one before it, or a comment. */
export function isApart(text: string, start: number): boolean {
  return /^\uFEFF?$|\n[ \t]*\r?\n$|(^|\n)[ \t]*(\/\/|\*|\/\*)[^\n]*\n$/.test(text.slice(0, start));
}

export const typeComment = /\/\*\* @type \{[^\r\n]*\} \*\//;

/** The start of a line, or of the line above that gives its declaration a type. */
export function typedStart(text: string, start: number): number {
  const above = lineStart(text, Math.max(0, start - 1));
  const line = text.slice(above, start).trim();
  return start > 0 && typeComment.exec(line)?.[0] === line ? above : start;
}

export function lineBreakAfter(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** The statement `const memo = new Map()` or `= []` of the table, in the block around the function or at the top of the file. */
export function tableDeclaration(fn: EcmaFunction, table: string): TreeNode | undefined {
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
  return (
    init?.type === 'NewExpression' &&
    init.arguments.length === 0 &&
    init.callee.type === 'Identifier' &&
    /^(Weak)?Map$/.test(init.callee.name)
  );
}
