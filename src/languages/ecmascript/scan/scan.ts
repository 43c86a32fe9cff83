import { mark } from './marks.ts';
import { nameOrNumber } from './names.ts';
import { Read, State } from './state.ts';
import { part } from './texts.ts';

const hasNoJsx = /\.[cm]?ts$/i;
const wideSpace = /[\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** What the scan does not understand: the file is parsed. */
const unclear = true;

/**
 * Whether a text may hold a function that asks for several subproblems. `false` is a proof that `branchingCandidates`
 * finds nothing in its tree; the tokens are read once, which costs a small part of a parse.
 *
 * A name that may be bound to a function (`function NAME`, `NAME = …`, `NAME: …`, `NAME(…) {`) is kept until its
 * statement ends. Where a function may begin (`function`, `=>`, a brace that is not certainly a block or an object) all
 * names of the statement are given to it, and what is mentioned up to its end is counted as `branchingCandidates` counts.
 * Whatever is ambiguous counts as a function, as a callback, as a mention, or as a reason to parse.
 */
export function mayBranch(path: string, text: string): boolean {
  if (text.includes('<!--') || wideSpace.test(text)) return unclear;
  const state = new State(text, !hasNoJsx.test(path) && (text.includes('</') || text.includes('/>')));
  // One function for each kind of token: a large one would cost more to compile, again and again, than to run.
  for (const n = text.length; ;) {
    let { i } = state;
    let c = text.charCodeAt(i);
    for (; c <= 32; c = text.charCodeAt(++i)) if (c === 10 || c === 13) state.line = true;
    if (i >= n) break;
    state.i = i;
    if (c < 128 ? part[c] === 1 : c !== 0xa0 && c !== 0xfeff && c !== 0x2028 && c !== 0x2029) {
      if (!nameOrNumber(state, c)) return unclear;
    } else {
      const read = mark(state, c);
      if (read === Read.Unclear) return unclear;
      if (read === Read.Token) state.line = false;
    }
  }
  return state.regions.depth !== 0 || state.regions.branching(text);
}
