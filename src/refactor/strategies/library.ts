import { groupOf, refuseAsync, requestOfMember } from './group.ts';
import { isCommonJs } from '../text/imports.ts';
import { readsOutside } from '../subject/outside.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { type Subject, isRecursive } from '../subject/subject.ts';
import { type Wrapper, wrapFunction } from './wrap.ts';

const ours = { from: 'memoscope', name: 'memoize', as: 'memoize' } as const;
const oursAsync = { from: 'memoscope', name: 'memoizeAsync', as: 'memoizeAsync' } as const;

/** The one for promises keeps no rejection, and lets calls that overlap in time wait for one. */
const wantedFor = ({ target }: FixRequest): Pick<Wrapper, 'wanted' | 'waits'> =>
  target.async ? { wanted: oursAsync, waits: true } : { wanted: ours };

/** The `memoscope` library: every argument is part of the key, nothing is joined into text. */
export function memoizeWrap(request: FixRequest): Made {
  return wrapFunction(request, { ...wantedFor(request), options: () => [], nameOption: true });
}

/** Entries of a bounded cache where nothing tells how many are needed. */
const usualSize = 1000;

/**
 * A bounded cache of the library. Inside a recursion it is worse than none unless it holds all that comes back.
 * @throws Refusal when that number is not known
 */
export function memoizeLru(request: FixRequest): Made {
  const { reuseDistance, target } = request;
  if (isRecursive(request) && reuseDistance === undefined) {
    refuse(`How many results the recursion of \`${target.name}\` comes back to is not known: a cache that is too small never hits.`); // prettier-ignore
  }
  if (isRecursive(request) && target.async) {
    refuse(`\`${target.name}\` is async: in which order its recursion comes back to results is not known.`);
  }
  const size = reuseDistance === undefined ? usualSize : Math.max(128, 2 ** Math.ceil(Math.log2(2 * reuseDistance)));
  return wrapFunction(request, {
    ...wantedFor(request),
    options: () => [`maxSize: ${size}`],
    nameOption: true,
    cost: isRecursive(request)
      ? 'Inputs much larger than the one that was measured may come back to more results than fit.'
      : `The ${usualSize} results that were used last are kept: change the number to what fits.`,
  });
}

/**
 * Results that are good for a minute: for a function that reads what changes elsewhere, where an old answer will do.
 * @throws Refusal in a recursion, where one answer would be made of old and new parts
 */
export function memoizeTtl(request: FixRequest): Made {
  const { target, safety } = request;
  if (isRecursive(request)) {
    refuse(`\`${target.name}\` is recursive: a result that expires in the middle would be mixed with newer ones.`);
  }
  const isReader = readsOutside(request);
  const asked = isReader ? { ...request, safety: 'scoped' as const } : request;
  const reads = isReader || (safety === 'scoped' && !request.onlyWaits);
  return wrapFunction(asked, {
    ...wantedFor(request),
    options: () => ['ttl: 60000'],
    nameOption: true,
    mayBeOld: true,
    ...(reads ? { note: 'For a minute callers get what it read then, even if that has changed since.' } : {}),
    cost: 'A result is good for 60,000 ms: change the number to what is acceptable.',
  });
}

/**
 * Results in files: `memoizeDisk` of the library.
 * @throws Refusal
 */
export function memoizeDisk(request: FixRequest): Made {
  const { target } = request;
  if (target.async) refuse(`\`${target.name}\` is async: results on disk are read and written synchronously.`);
  return wrapFunction(request, {
    wanted: { from: 'memoscope/disk', name: 'memoizeDisk', as: 'memoizeDisk' },
    options: () => [],
    nameOption: true,
    note: 'Arguments and results are plain data, else a call throws; an edit of what the function calls or captures is not noticed: give a version where that can happen.',
    cost: isRecursive(request) ? 'Every call reads a file, that of each subproblem too.' : 'Every call reads a file.',
  });
}

interface Known {
  readonly id: string;
  /** For functions that promise: it keeps no rejection. */
  readonly waits?: boolean;
  /** @throws Refusal where the library cannot key on every argument */
  wrapper(subject: FixRequest): Wrapper;
}

/** Both take Infinity for no number in some versions, and then keep one result. */
const unbounded = 'maxSize: Number.MAX_SAFE_INTEGER';
const linear = (name: string): string =>
  `\`${name}\` compares the kept arguments one by one: thousands of states are slow.`;

/** Memoizers that people have, with what it takes to make each of them key on every argument. */
const libraries: readonly Known[] = [
  {
    id: 'moize',
    wrapper: () => ({
      wanted: { from: 'moize', as: 'moize' },
      // Its default keeps one result, which a recursion never comes back to.
      options: () => [unbounded],
      cost: linear('moize'),
    }),
  },
  {
    id: 'micro-memoize',
    wrapper: ({ dependencies }) => ({
      // The default export became a named one in version 5.
      wanted: {
        from: 'micro-memoize',
        as: 'memoize',
        ...(major(dependencies!['micro-memoize']!) >= 5 ? { name: 'memoize' } : {}),
      },
      options: () => [unbounded],
      cost: linear('micro-memoize'),
    }),
  },
  {
    id: 'memoizee',
    wrapper: () => ({
      wanted: { from: 'memoizee', as: 'memoizee' },
      options: (s) => [`length: ${s.parameters.some((p) => p.form === 'rest') ? 'false' : count(s)}`],
      cost: linear('memoizee'),
    }),
  },
  {
    id: 'lodash',
    wrapper: (request) => single(request, { from: 'lodash/memoize.js', as: 'memoize' }),
  },
  {
    id: 'lodash-es',
    wrapper: (request) => single(request, { from: 'lodash-es', name: 'memoize', as: 'memoize' }),
  },
  {
    id: 'lodash.memoize',
    wrapper: (request) => single(request, { from: 'lodash.memoize', as: 'memoize' }),
  },
  {
    id: 'memoize',
    wrapper: (request) => {
      notRequired(request, 'memoize');
      return single(request, { from: 'memoize', as: 'memoize' });
    },
  },
  {
    id: 'p-memoize',
    waits: true,
    wrapper: (request) => {
      notRequired(request, 'p-memoize');
      return { ...single(request, { from: 'p-memoize', as: 'pMemoize' }), waits: true };
    },
  },
  {
    id: 'fast-memoize',
    // Its keys are property names: 1 and '1' are the same.
    wrapper: (request) => single(request, { from: 'fast-memoize', as: 'memoize' }, true),
  },
  {
    id: 'reselect',
    wrapper: () => ({ wanted: { from: 'reselect', name: 'weakMapMemoize', as: 'weakMapMemoize' }, options: () => [] }),
  },
];

/** @throws Refusal where a library that is only an ECMAScript module would have to be required */
function notRequired({ module, path }: FixRequest, name: string): void {
  if (isCommonJs(module, path)) refuse(`\`${name}\` is an ECMAScript module, which this file cannot require.`);
}

const count = (subject: Subject): number => subject.parameters.length;
/** For libraries whose default key is the first argument, or a text of all of them: right for one primitive only. */
function single({ target, module, kinds }: FixRequest, wanted: Wrapper['wanted'], asText = false): Wrapper {
  const declared = target.node.params.filter((p) => !(p.type === 'Identifier' && p.name === 'this'));
  if (declared.length !== 1 || declared[0]!.type === 'RestElement') {
    refuse(`\`${wanted.from}\` has no key that tells several arguments apart: use \`memoscope\` or a table in the body.`); // prettier-ignore
  }
  const [parameter] = declared;
  const type = parameter?.type === 'Identifier' ? parameter.typeAnnotation?.typeAnnotation.type : undefined;
  const isPrimitive = type === undefined || /^TS(Number|String|Boolean)Keyword$/.test(type);
  const ofOneKind = /^TS(Number|String)Keyword$/.test(type ?? '') || /^(number|integer|string)$/.test(kinds?.[0] ?? '');
  if (asText && !ofOneKind) refuse(`\`${wanted.from}\` takes 1 and '1' for the same key.`);
  if (!isPrimitive) refuse(`\`${wanted.from}\` would need a key for \`${module.text.slice(...parameter!.range)}\`.`);
  return { wanted, options: () => [] };
}

/**
 * The memoizer that the package has already.
 * @throws Refusal when it has none, or one that cannot do it right
 */
export function memoizeLibrary(request: FixRequest): Made {
  const installed = libraryOf(request);
  if (!installed) {
    if (request.target.async) refuseAsync(request.target, groupOf(request));
    refuse('The nearest package.json names no memoizing library that is known here.');
  }
  for (const fn of groupOf(request)) installed.wrapper(requestOfMember(request, fn)); // it may refuse one of them
  return wrapFunction(request, installed.wrapper(request));
}

/** A promise is for the libraries that let no rejection stay; other results are not for those. */
export function libraryOf({ dependencies, target }: FixRequest): Known | undefined {
  return libraries.find(
    (l) => dependencies && Object.hasOwn(dependencies, l.id) && (l.waits ?? false) === target.async,
  );
}

function major(range: string): number {
  return Number(/\d+/.exec(range)?.[0] ?? 0);
}
