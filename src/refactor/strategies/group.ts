import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type FixRequest, refuse } from '../request.ts';
import { type Subject, outermostMembers, readSubject } from '../subject/subject.ts';

/** The same question about another function of the recursion: the kinds are those of the parameters of the target. */
export function requestOfMember(request: FixRequest, fn: EcmaFunction): FixRequest {
  if (fn === request.target) return request;
  const { kinds: _, ...rest } = request;
  return { ...rest, target: fn };
}

/**
 * The functions that get a cache in one change: all through which the recursion goes, in the order of the file. A
 * function inside another one is part of that one's body; asked for itself, it stands alone and is refused later.
 */
export function groupOf({ recurrence, target }: FixRequest): EcmaFunction[] {
  const members = outermostMembers(recurrence);
  return members.includes(target) ? members : [target];
}

/**
 * Reads the functions of a group for caches that every parameter is a key of.
 * @throws Refusal
 */
export function readGroup(
  request: FixRequest,
  group: readonly EcmaFunction[],
  options: { readonly perCall?: boolean; readonly spreads?: boolean; readonly decorated?: boolean } = {},
): Subject[] {
  const subjects = group.map((fn) =>
    readSubject(requestOfMember(request, fn), fn, group.length > 1 ? group : [fn, fn], options),
  );
  // Without declared types a result is read from the body alone: that of another member may come through it.
  const mayBeUndefined = subjects.some((s) => s.results.mayBeUndefined);
  const primitive = subjects.every((s) => s.results.primitive);
  return subjects.map((s) => (s.typed ? s : { ...s, results: { ...s.results, mayBeUndefined, primitive } }));
}

const isMethod = (fn: EcmaFunction): boolean => /method$/.test(fn.form);

/**
 * Methods and functions that recurse through each other have nowhere to keep their tables together.
 * @throws Refusal
 */
export function checkMixed(group: readonly EcmaFunction[]): void {
  const method = group.find(isMethod);
  const other = group.find((fn) => !isMethod(fn));
  if (method && other) refuse(`\`${method.name}\` is a method and \`${other.name}\`, through which it recurses, is not: make both the one or the other.`); // prettier-ignore
}

/** @throws Refusal */
export function refuseAsync(fn: EcmaFunction, group: readonly EcmaFunction[]): never {
  const instead = group.length > 1 && group.every(isMethod) ? 'memoize-method' : 'memoize-async';
  return refuse(`\`${fn.name}\` is async: cache its promises instead (${instead}).`);
}
