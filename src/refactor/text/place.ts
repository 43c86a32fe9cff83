import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import type { TreeNode } from '../../languages/ecmascript/tree.ts';
import type { EditList } from './edits.ts';
import { type Style, goesOn, indentAt, lineStart } from './style.ts';

/** The statement that holds a node, as a child of a block or of the file. */
export function statementOf(fn: EcmaFunction, node: TreeNode = fn.node): TreeNode {
  const { parents } = fn.module;
  let at = node;
  for (;;) {
    const above = parents.get(at);
    if (!above || above.type === 'Program' || above.type === 'BlockStatement' || above.type === 'StaticBlock')
      return at;
    if (above.type === 'TSModuleBlock' || above.type === 'SwitchCase') return at;
    at = above;
  }
}

/** The statement of the file that holds a function. */
export function topStatementOf(fn: EcmaFunction): TreeNode {
  let at: TreeNode = fn.node;
  for (let above = fn.module.parents.get(at); above && above.type !== 'Program'; above = fn.module.parents.get(at)) {
    at = above;
  }
  return at;
}

/** The same, or the first signature of an overloaded one: nothing may stand between them. */
export function firstStatementOf(fn: EcmaFunction): TreeNode {
  const top = topStatementOf(fn);
  const { body } = fn.module.program;
  let at = body.findIndex((s) => s === top);
  while (at > 0 && isSignature(body[at - 1]!, fn.name)) at--;
  return body[at] ?? top;
}

function isSignature(statement: TreeNode, name: string): boolean {
  const inner = 'declaration' in statement && statement.declaration ? (statement.declaration as TreeNode) : statement;
  return inner.type === 'TSDeclareFunction' && (inner.id === null || inner.id.name === name);
}

/** Start of a statement with the comments that belong to it: those right above, save a first line of the file. */
function startWithComments(text: string, start: number): number {
  let at = start;
  for (;;) {
    let before = at;
    let breaks = 0;
    while (before > 0 && /\s/.test(text[before - 1]!)) if (text[--before] === '\n') breaks++;
    if (breaks > 1 || before === 0) return at;
    let open = -1;
    if (text.startsWith('*/', before - 2)) open = text.lastIndexOf('/*', before - 2);
    else {
      const line = lineStart(text, before);
      const code = text.slice(line, before).trimStart();
      if (code.startsWith('//')) open = before - code.length;
    }
    if (open <= 0 || text.slice(lineStart(text, open), open).trim() !== '') return at;
    if (text.startsWith('//', open) && lineStart(text, open) === 0) return at;
    at = open;
  }
}

/** Puts a statement on a line of its own before `spot` and its comments; at the level of the file, with a blank line. */
export function insertBefore(
  edits: EditList,
  style: Style,
  spot: TreeNode,
  statement: string,
  { blank = false, comment }: { readonly blank?: boolean; readonly comment?: string | undefined } = {},
): void {
  const { text } = edits;
  const at = startWithComments(text, spot.range[0]);
  const own = text.slice(lineStart(text, at), at).replace('\uFEFF', '').trim() === '';
  const code = statement + (goesOn(text, spot.range[0]) && !statement.endsWith(';') ? ';' : style.semi);
  const above = comment === undefined ? '' : comment + style.eol + indentAt(text, at);
  if (own) edits.insert(at, above + code + style.eol + (blank ? style.eol : '') + indentAt(text, at));
  else edits.insert(at, `${comment === undefined ? '' : `${comment} `}${statement}; `);
}
