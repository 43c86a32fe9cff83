/**
 * Whether an edit leaves a verdict on a file as it was, told without checking it again. Everything that a verdict
 * depends on is either compared here or was never asked for when the file was checked.
 */
import type { Range } from '../../../analysis/skeleton.ts';
import { branchingCandidates } from '../candidates.ts';
import type { EcmaModule } from '../module.ts';
import { type FunctionNode, type TreeNode, isFunctionNode } from '../tree.ts';
import { type Changes, changes } from './changes.ts';
import type { Piece } from './piece.ts';
import { type Known, editOf, reparse } from './reparse.ts';

/** A file that was checked to its end, without an error and without a finding. */
export interface Quiet extends Known {
  /** Functions whose names may be those of recurrences. */
  readonly candidates: ReadonlySet<FunctionNode>;
  /** Where there are any: what the check asked is written down in it. */
  readonly module?: EcmaModule | undefined;
}

/** Enclosing functions are read for kinds up to a length, so that a function must not pass it. */
export type IsLong = (length: number) => boolean;

/** A line that holds a comment to its end and nothing else, and none of what begins or ends other comments. */
const commentLine = /^[^\S\n]*(\/\/(?!.*(\/\*|\*\/|@|memoscope-disable)).*)?$/;
/** @returns true only if a check of `text` would find nothing and say nothing, as that of `quiet` did */
export function isInert(quiet: Quiet, text: string, isLong: IsLong): boolean {
  const edit = editOf(quiet, text);
  if (!edit) return true;
  const { window, was, is, chain } = edit;
  const grown = text.length - quiet.text.length;
  for (const node of chain) {
    const length = node.range[1] - node.range[0];
    if (isFunctionNode(node) && isLong(length) !== isLong(length + grown)) return false;
  }
  const isComment = (lines: string): boolean => lines.split('\n').every((line) => commentLine.test(line));
  if (isCalm(chain) && isComment(was) && isComment(is)) return !isDocumented(quiet.text, window[0]);
  const parsed = reparse(quiet, text, edit);
  if (!parsed) return false;
  const { piece, node, own } = parsed;
  const found = changes(piece.node.body!, node.body!);
  // Nothing but comments and spaces between statements; kinds are told by the comment right before a function.
  if (found.same) return isCalm(chain) && !/@param\s+\{/.test(own);
  return isUnseen(quiet, piece, node, found, window);
}

/** Whether a comment that tells kinds ends above the line of `at`, with nothing but lines of comments between. */
function isDocumented(text: string, at: number): boolean {
  const lines = text.slice(0, at).split('\n').slice(0, -1);
  const last = lines.findLastIndex((line) => !commentLine.test(line));
  const before = lines.slice(0, last + 1).join('\n').trimEnd(); // prettier-ignore
  return before.endsWith('*/') && /@param\s+\{/.test(before.slice(before.lastIndexOf('/**')));
}

/** Nothing around the edit is compared by its text, or is a text. */
function isCalm(chain: readonly TreeNode[]): boolean {
  return chain.every((node, i) => {
    if (/^(JSX|Template|TSTemplate|TSLiteral|Literal|Decorator)/.test(node.type)) return false;
    const inside = chain[i + 1];
    if (node.type === 'MemberExpression') return false;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') return node.callee !== inside;
    return node.type !== 'AssignmentExpression' || node.left !== inside;
  });
}

/** The check looked at nothing that the edit changes. */
function isUnseen(quiet: Quiet, piece: Piece, node: FunctionNode, found: Changes, window: Range): boolean {
  const { module, candidates } = quiet;
  if (found.binds || found.acts) return false;
  if (module) {
    const [start, end] = piece.node.range;
    for (const fn of module.functions) {
      if (fn.consulted && start <= fn.range[0] && fn.range[1] <= end) return false;
    }
    const asked = module.namesAsked(window);
    for (const field of module.fieldsAsked) asked.add(field.replace('#', ''));
    for (const name of found.names) if (asked.has(name)) return false;
  }
  const known = piece.node.body;
  try {
    piece.node.body = node.body;
    const now = branchingCandidates(quiet.program);
    return now.size === candidates.size && [...now].every((fn) => candidates.has(fn));
  } finally {
    piece.node.body = known;
  }
}
