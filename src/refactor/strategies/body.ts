import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { nextToken } from '../text/calls.ts';
import type { EditList } from '../text/edits.ts';
import type { FreshNames } from '../text/names.ts';
import { refuse } from '../request.ts';
import { mayComplete, returnStatements } from '../subject/results.ts';
import { resultType, storeReturn } from './returns.ts';
import { codeLineStarts, goesOn, indentAt, lineEnd, lineStart } from '../text/style.ts';
import type { Subject } from '../subject/subject.ts';
import type { Table } from './table.ts';

/**
 * A new line of code; `depth` 0 is the level of the function's own statements, -1 that of the function. A semicolon is
 * added unless it ends in a brace or is blank.
 */
export interface Line {
  readonly depth: number;
  readonly text: string;
}

/** Closes an inner arrow function, whose declaration ends like a statement. */
export const endOfFunction = '} of function';

export interface BodyPlan {
  readonly opening: readonly Line[];
  readonly closing: readonly Line[];
  /** Levels by which the old body moves to the right. */
  readonly depth: number;
  /** Where results are kept; without one the body is only moved. */
  readonly table?: Table;
  readonly names: FreshNames;
}

export function lines(depth: number, texts: readonly string[]): Line[] {
  return texts.map((text) => ({ depth: depth + (text.startsWith('\t') ? 1 : 0), text: text.trimStart() }));
}

/** Writes lookup before the body, a store before every return, and what goes around both. */
export function rewriteBody(edits: EditList, subject: Subject, plan: BodyPlan): void {
  const { node } = subject.fn;
  if (node.body.type === 'BlockStatement') rewriteBlock(edits, subject, node.body, plan);
  else rewriteExpression(edits, subject, node.body, plan);
}

function render(subject: Subject, outer: string, list: readonly Line[]): string[] {
  const { unit, semi } = subject.style;
  return list.map(({ depth, text }) => {
    if (text === '') return '';
    const ended = text === endOfFunction ? `}${semi}` : /[{}]$|\*\/$/.test(text) ? text : text + semi;
    return outer + unit.repeat(depth + 1) + ended;
  });
}

function rewriteBlock(edits: EditList, subject: Subject, body: TSESTree.BlockStatement, plan: BodyPlan): void {
  const { text, style } = subject;
  const { eol, unit } = style;
  const close = body.range[1] - 1;
  const ownClose = text.slice(lineStart(text, close), close).trim() === '';
  const outer = indentAt(text, ownClose ? close : subject.fn.node.range[0]);
  const base = outer + unit;
  const shift = unit.repeat(plan.depth);
  const directives = body.body.filter((s) => 'directive' in s && typeof s.directive === 'string');
  const statements = body.body.slice(directives.length);
  let start = directives.at(-1)?.range[1] ?? body.range[0] + 1;
  const first = statements[0];
  const broken = first !== undefined && lineStart(text, first.range[0]) <= start - 1 && !text.slice(start, first.range[0]).includes('\n'); // prettier-ignore
  const rest = text.slice(start, lineEnd(text, start));
  if (!broken && /^\s*(\/\/|\/\*.*\*\/\s*$)/.test(rest)) start = lineEnd(text, start);
  let opening = render(subject, outer, plan.opening).map((line) => eol + line).join(''); // prettier-ignore
  if (first && !style.semi && goesOn(text, first.range[0])) opening += ';';
  edits.insert(start, opening);

  const placed = new Set<TSESTree.Node>();
  if (broken) {
    let at = start;
    for (const statement of statements) {
      const gap = text.slice(at, statement.range[0]);
      if (!gap.includes('\n')) {
        if (gap.trim() === '') edits.replace(at, statement.range[0], eol + base + shift);
        else edits.insert(at, eol + base + shift);
        placed.add(statement);
      }
      at = statement.range[1];
    }
  }
  for (const at of codeLineStarts(text, body, start, close)) {
    if (shift && !(ownClose && at === lineStart(text, close))) edits.indent(at, at, shift);
  }
  const layout = {
    indent: (s: TSESTree.Node): string => (placed.has(s) ? base + shift : shift + indentAt(text, s.range[0])),
    ownLine: (s: TSESTree.Node): boolean =>
      placed.has(s) || text.slice(lineStart(text, s.range[0]), s.range[0]).trim() === '',
  };
  const { table } = plan;
  if (table) {
    const keep = { table, names: plan.names };
    for (const statement of returnStatements(subject.fn)) storeReturn(edits, subject, statement, layout, keep);
  }

  const closing = [...plan.closing];
  if (table && mayComplete(body) && subject.results.admitsUndefined) {
    closing.unshift({ depth: plan.depth, text: table.store('undefined') });
  }
  const rendered = render(subject, outer, closing);
  if (ownClose) edits.insert(lineStart(text, close), rendered.map((line) => line + eol).join(''));
  else {
    let from = close;
    while (/[ \t]/.test(text[from - 1]!)) from--;
    edits.replace(from, close, rendered.map((line) => eol + line).join('') + eol + outer);
  }
}

function rewriteExpression(edits: EditList, subject: Subject, body: TSESTree.Expression, plan: BodyPlan): void {
  const { text, style, fn } = subject;
  const { eol, unit, semi } = style;
  const outer = indentAt(text, fn.node.range[0]);
  const base = outer + unit;
  const end = fn.node.range[1];
  const before = fn.node.returnType ?? fn.node.params.at(-1) ?? fn.node.typeParameters;
  const arrow = nextToken(text, before?.range[1] ?? fn.node.range[0], '=>') + 2;
  let from = arrow;
  while (/\s/.test(text[from]!)) from++;
  const { table } = plan;
  const result = table ? plan.names.take('result', 'value') : '';
  const head = table ? `const ${result}${resultType(subject)} =` : 'return';
  if (!table && /^\/[/*]/.test(text.slice(from))) refuse(`A comment stands before the value of \`${fn.name}\`.`);
  const inner = base + unit.repeat(plan.depth);
  const opening = [' {', ...render(subject, outer, plan.opening), `${inner}${head} `].join(eol); // prettier-ignore
  edits.replace(arrow, from, opening);
  const isParenthesized =
    body.range[0] > from && body.range[1] < end && text[from] === '(' && text[end - 1] === ')' && text.slice(from + 1, body.range[0]).trim() === '' && text.slice(body.range[1], end - 1).trim() === ''; // prettier-ignore
  let last = end;
  if (isParenthesized && !/\n/.test(text.slice(from, end)) && body.type !== 'SequenceExpression') {
    edits.remove(from, from + 1);
    edits.remove(end - 1, end);
    last = end;
  }
  for (const at of codeLineStarts(text, body, from, end)) edits.indent(at, at, unit.repeat(plan.depth + 1));
  edits.insert(
    last,
    [
      semi,
      ...(table ? [`${inner}${table.store(result)}${semi}`, `${inner}return ${result}${semi}`] : []),
      ...render(subject, outer, plan.closing),
      `${outer}}`,
    ].join(eol),
  );
}
