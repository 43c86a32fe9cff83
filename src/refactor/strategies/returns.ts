import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { withoutTypes } from '../../languages/ecmascript/tree.ts';
import type { EditList } from '../text/edits.ts';
import { lineEnd } from '../text/style.ts';
import type { FreshNames } from '../text/names.ts';
import type { Subject } from '../subject/subject.ts';
import type { Table } from './table.ts';

/** Where results are kept. */
interface Keep {
  readonly table: Table;
  readonly names: FreshNames;
}

interface Layout {
  /** Indentation of the statement's line after the rewriting. */
  indent(statement: TSESTree.Node): string;
  /** Nothing but white space is before it on its line. */
  ownLine(statement: TSESTree.Node): boolean;
}

/**
 * Turns `return E` into keep-and-return. In the body itself, not in a function around it: one frame a call, so that
 * deep recursions overflow as late as they can.
 */
export function storeReturn(
  edits: EditList,
  subject: Subject,
  statement: TSESTree.ReturnStatement,
  layout: Layout,
  plan: Keep,
): void {
  // prettier-ignore
  const { text, style, fn } = subject;
  const { eol, unit, semi } = style;
  const { argument } = statement;
  const [start, end] = statement.range;
  const parent = fn.module.parents.get(statement)!;
  const wrap = parent.type !== 'BlockStatement' && parent.type !== 'SwitchCase';
  const ownLine = layout.ownLine(statement);
  const ended = text[end - 1] === ';';
  let indent = layout.indent(statement);
  let separator = `${semi}${eol}`;
  // A trailing comment stays on the line of the old statement.
  const rest = text.slice(end, lineEnd(text, end));
  const after = (ownLine || wrap) && /^[ \t]*(\/\/|\/\*[^*]*\*\/[ \t]*$)/.test(rest) ? lineEnd(text, end) : end;

  if (wrap) {
    const before = previousEnd(text, start);
    if (before === undefined) {
      // A comment stands between the condition and the statement.
      edits.insert(start, `{${eol}${indent}${ownLine ? '' : unit}`);
      if (!ownLine) indent += unit;
    } else if (ownLine) edits.insert(before, ' {');
    else {
      indent += unit;
      edits.replace(before, start, ` {${eol}${indent}`);
    }
  } else if (!ownLine) {
    separator = '; ';
    indent = '';
  }
  const gap = separator + indent;
  const plain = argument ? withoutTypes(argument) : undefined;
  const isSimple = !argument || (plain !== undefined && isRepeatable(plain) && argument === plain);
  let tail = '';
  if (isSimple) {
    edits.insert(start, plan.table.store(argument ? text.slice(...argument.range) : 'undefined') + gap);
  } else {
    // Cases of a switch share one scope.
    const name = parent.type === 'SwitchCase' ? plan.names.take('result', 'value') : resultName(plan);
    edits.replace(start, start + 'return'.length, `const ${name}${resultType(subject)} =`);
    const first = ended ? gap.replace(/^;/, '') : gap.startsWith(';') ? gap : gap;
    tail = `${first}${plan.table.store(name)}${gap}return ${name}${separator === '; ' ? ';' : semi}`;
  }
  if (wrap) tail += `${eol}${indent.slice(0, -unit.length)}}`;
  if (tail) edits.insert(after, tail);
}

const resultNames = new WeakMap<Keep, string>();
function resultName(plan: Keep): string {
  let name = resultNames.get(plan);
  if (name === undefined) resultNames.set(plan, (name = plan.names.take('result', 'value')));
  return name;
}

/** Written twice, it still is one value without effects. */
function isRepeatable(node: TSESTree.Node): boolean {
  if (node.type === 'Identifier') return true;
  if (node.type === 'Literal') return !('regex' in node) && node.raw.length <= 20;
  return node.type === 'UnaryExpression' && node.operator === '-' && node.argument.type === 'Literal';
}

/** End of what precedes a statement, or undefined when that is a comment. */
function previousEnd(text: string, start: number): number | undefined {
  let at = start;
  while (/\s/.test(text[at - 1]!)) at--;
  if (text[at - 1] === '/' && text[at - 2] === '*') return undefined;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const comment = line.indexOf('//');
  if (comment >= 0 && at < start && text.slice(at, start).includes('\n')) {
    // A line comment, unless the slashes stand in a string: then the safe place is the same.
    return undefined;
  }
  return at;
}

/** An annotation where the expression alone would get a wider type than the result's. */
export function resultType(subject: Subject): string {
  const { type } = subject.results;
  return type === undefined || /^(number|string|boolean|bigint)$/.test(type) ? '' : `: ${type}`;
}
