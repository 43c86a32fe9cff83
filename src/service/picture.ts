import type { Subproblem } from '../analysis/machine/subproblems.ts';
import type { Run } from '../analysis/trial.ts';
import type { PictureState, RecursionPicture } from '../protocol/picture.ts';
import type { SourceFile } from '../protocol/worker.ts';
import { fix } from '../refactor/index.ts';
import { cachedFunctions } from './cached.ts';
import { type CheckedFunction, checkFile } from './check.ts';
import { callText } from './describe.ts';
import { shownArguments } from '../analysis/growth/coordinates.ts';
import { requestFor } from './requestFor.ts';

/** Calls of a tree that a person takes in at one look. */
const mostCalls = 60n;
const smallestSize = 2;

/**
 * The recursion of a function on a small input. Of a memoized one, what it would be without its cache.
 * @param line where the function or its cache is, from 1; tells functions of one name apart
 */
export function pictureOf(file: SourceFile, name: string, line: number): RecursionPicture | { refused: string } {
  const checked = nearest(checkFile(file).functions, name, line) ?? withoutCache(file, name, line);
  if (!checked) return { refused: `\`${name}\` is no recursion whose subproblems are known to overlap.` };
  const run = smallRun(checked);
  return run ? picture(run) : { refused: `No input of \`${name}\` is small enough for a picture.` };
}

function nearest(functions: readonly CheckedFunction[], name: string, line: number): CheckedFunction | undefined {
  const distance = ({ finding }: CheckedFunction): number => Math.abs(finding.functionLine - line);
  return functions.filter(({ finding }) => finding.function === name).sort((a, b) => distance(a) - distance(b))[0];
}

function withoutCache(file: SourceFile, name: string, line: number): CheckedFunction | undefined {
  const cached = cachedFunctions(file)
    .filter((candidate) => candidate.function === name)
    .sort((a, b) => Math.abs(a.functionLine - line) - Math.abs(b.functionLine - line))[0];
  const request = cached && requestFor(file, { name, line: cached.line, column: cached.column });
  const plain = request && fix('unmemoize', request);
  if (!plain || 'refused' in plain) return undefined;
  let { text } = file;
  for (const { start, end, newText } of [...plain.edits].sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + newText + text.slice(end);
  return nearest(checkFile({ ...file, text }).functions, name, line);
}

/** The largest run that still fits; a state must repeat in it. */
function smallRun({ assessment: { overlap } }: CheckedFunction): Run | undefined {
  const fits = (run: Run | undefined): boolean =>
    run !== undefined && run.calls <= mostCalls && run.calls > BigInt(run.states);
  let best: Run | undefined;
  const known = overlap.ladder.filter(fits).at(-1);
  let size = (known ?? overlap.ladder[0])?.size ?? smallestSize;
  if (known) {
    best = known;
    for (let more = 0, run = overlap.at(++size); fits(run) && more < 20; more++, run = overlap.at(++size)) best = run;
  } else
    while (!best && --size >= smallestSize) {
      const run = overlap.at(size);
      if (fits(run)) best = run;
    }
  return best;
}

function picture(run: Run): RecursionPicture {
  const differs = shownArguments(run);
  const numbers = new Map<Subproblem, number>();
  const states: { text: string; asks: number[] }[] = [];
  const visit = (state: Subproblem): number => {
    const known = numbers.get(state);
    if (known !== undefined) return known;
    const number = states.length;
    const made = { text: callText(state, run, differs), asks: [] as number[] };
    numbers.set(state, number);
    states.push(made);
    for (const child of state.children) made.asks.push(visit(child));
    return number;
  };
  visit(run.root);
  return { states: states satisfies PictureState[], calls: String(run.calls) };
}
