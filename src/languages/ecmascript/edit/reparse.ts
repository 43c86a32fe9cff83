import type { Range } from '../../../analysis/skeleton.ts';
import type { ParsedSource } from '../parser.ts';
import type { FunctionNode, TreeNode } from '../tree.ts';
import { type Piece, chainTo, functionIn, piecesAround } from './piece.ts';
import { linesAt, windowOf } from './window.ts';

/** A text and its tree, and the parser of its pieces. */
export interface Known {
  readonly text: string;
  readonly program: ParsedSource['program'];
  readonly again: NonNullable<ParsedSource['again']>;
}

/** An edit of a known text. */
export interface Edit {
  readonly window: Range;
  /** The lines that it touches, before and after. */
  readonly was: string;
  readonly is: string;
  /** The nodes that hold it, from the program to the innermost one. */
  readonly chain: readonly TreeNode[];
}

/** A function of the known tree whose body alone holds the edit, and the same function after it, in a tree of its own. */
export interface Reparsed {
  readonly piece: Piece;
  readonly node: FunctionNode;
  /** The text of the piece after the edit. */
  readonly own: string;
}

/** What may silence findings, tell kinds, or mean something else where it stands alone. */
const telling = /\/\*|\*\/|@param|memoscope-disable|<!--|-->|import\.meta|use strict|\bsuper\b/;

/** What differs between the known text and this one; undefined for the same text. */
export function editOf({ text: before, program }: Known, text: string): Edit | undefined {
  const window = windowOf(before, text);
  const [start, end] = window.before;
  if (start === end && window.after[0] === window.after[1]) return undefined;
  const [was, is] = [linesAt(before, window.before), linesAt(text, window.after)];
  return { window: window.before, was, is, chain: chainTo(program, window.before) };
}

/** Parses the function around an edit alone; undefined where that might give another tree than parsing the whole text. */
export function reparse(known: Known, text: string, { window, was, is, chain }: Edit): Reparsed | undefined {
  if (telling.test(was) || telling.test(is)) return undefined;
  const piece = smallest(piecesAround(chain, window), known.program);
  if (!piece) return undefined;
  const own = text.slice(piece.range[0], piece.range[1] + text.length - known.text.length);
  const source = piece.open + own + piece.close;
  const program = known.again(source);
  const node = program && functionIn(program, piece, source.length);
  return node && { piece, node, own };
}

/** The innermost function that is no arrow, which sees what is around it; the outermost arrow where there is none. */
function smallest(pieces: readonly Piece[], program: Known['program']): Piece | undefined {
  const piece = pieces.findLast(({ node }) => node.type !== 'ArrowFunctionExpression') ?? pieces[0];
  // What is strict by what is around it would not be, alone.
  return program.sourceType === 'module' || piece?.open.startsWith('class') ? piece : undefined;
}
