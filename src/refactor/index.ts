import type { FixResult } from '../protocol/edit.ts';
import type { FixGrade, FixId, FixOffer } from '../protocol/finding.ts';
import { memoizeAsync } from './strategies/async.ts';
import { memoizeBeside } from './strategies/beside.ts';
import { type FixRequest, type Made, Refusal } from './request.ts';
import { isAlone } from './subject/subject.ts';
import { unmemoize } from './unmemoize/unmemoize.ts';
import { libraryOf, memoizeDisk, memoizeLibrary, memoizeLru, memoizeTtl, memoizeWrap } from './strategies/library.ts';
import { memoizeMethod } from './strategies/method.ts';
import { memoizeModule } from './strategies/module.ts';
import { memoizeMutual } from './strategies/mutual.ts';
import { memoizeScoped } from './strategies/scoped.ts';

export { applyEdits } from './text/edits.ts';
export type { FixRequest } from './request.ts';

/** One way to change a function. */
interface Fix {
  readonly id: FixId;
  title(request: FixRequest): string;
  /** @throws Refusal */
  run(request: FixRequest): Made;
}

/** In the order in which they are offered. */
const fixes: readonly Fix[] = [
  {
    id: 'memoize-scoped',
    title: ({ target }) => `Memoize \`${target.name}\` (cache per outermost call)`,
    run: (request) =>
      isAlone(request.recurrence, request.target)
        ? (memoizeBeside(request) ?? memoizeScoped(request))
        : memoizeMutual(request),
  },
  {
    id: 'memoize-async',
    title: ({ target }) => `Memoize \`${target.name}\` (one promise a subproblem)`,
    run: memoizeAsync,
  },
  {
    id: 'memoize-method',
    title: ({ target }) => `Memoize \`${target.name}\` (cache per instance)`,
    run: memoizeMethod,
  },
  {
    id: 'memoize-module',
    title: ({ target }) => `Memoize \`${target.name}\` (cache of the module)`,
    run: memoizeModule,
  },
  {
    id: 'memoize-wrap',
    title: ({ target }) => `Wrap \`${target.name}\` in memoize of memoscope`,
    run: memoizeWrap,
  },
  {
    id: 'memoize-library',
    title: (request) => `Wrap \`${request.target.name}\` in ${libraryOf(request)?.id ?? 'a library'}`,
    run: memoizeLibrary,
  },
  {
    id: 'memoize-lru',
    title: ({ target }) => `Memoize \`${target.name}\` (bounded cache of memoscope)`,
    run: memoizeLru,
  },
  { id: 'memoize-ttl', title: ({ target }) => `Memoize \`${target.name}\` for a time`, run: memoizeTtl },
  { id: 'memoize-disk', title: ({ target }) => `Keep results of \`${target.name}\` on disk`, run: memoizeDisk },
  { id: 'unmemoize', title: ({ target }) => `Remove the cache of \`${target.name}\``, run: unmemoize },
];

/** The others answer to other questions than a finding asks. */
const answers = fixes.filter(({ id }) => id !== 'unmemoize' && id !== 'memoize-disk');

/** Every fix that answers to a finding, best first, with what it comes to. */
export function attempts(request: FixRequest): { id: FixId; title: string; result: FixResult }[] {
  return answers.map(({ id, title }) => ({ id, title: title(request), result: fix(id, request) }));
}

/** What can be done to the function, best first; what would be unsound is left out. */
export function offers(request: FixRequest): FixOffer[] {
  return answers.map(({ id }) => offer(id, request)).filter((made) => made !== undefined);
}

/** One fix as it is offered; undefined where it cannot be made. */
export function offer(id: FixId, request: FixRequest): FixOffer | undefined {
  const found = fixes.find((f) => f.id === id);
  const made = found && attempt(() => found.run(request));
  if (!made || 'refused' in made) return undefined;
  return { id, title: found.title(request), grade: gradeOf(made) };
}

/** The edits of one fix, or one sentence why it cannot be made. */
export function fix(id: FixId, request: FixRequest): FixResult {
  const found = fixes.find((f) => f.id === id);
  if (!found) return { refused: `There is no fix "${id}" for this function.` };
  const made = attempt(() => found.run(request));
  if ('refused' in made) return made;
  const said = [...made.notes, ...(made.costs ?? [])];
  return { edits: made.edits, notes: [...said, ...(made.remarks ?? [])], asks: said.length > 0, grade: gradeOf(made) };
}

const gradeOf = ({ notes }: Made): FixGrade => (notes.length > 0 ? 'plausible' : 'proven');

function attempt(run: () => Made): Made | { readonly refused: string } {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}
