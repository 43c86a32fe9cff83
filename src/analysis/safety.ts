import type { Safety } from '../protocol/finding.ts';
import type { Recurrence } from './callGraph.ts';
import { effectsOf } from './effects/effects.ts';
import { primitiveParameters } from './effects/evidence.ts';
import { invariantParameters } from './effects/invariants.ts';
import type { Effect, Summary } from './effects/summary.ts';
import { reach, type Value } from './effects/values.ts';
import type { LanguageEffects } from './language.ts';
import type { Range, SkeletonFunction, Variable } from './skeleton.ts';
import { walkFunction } from './walk.ts';

export interface SafetyReason {
  readonly text: string;
  readonly range?: Range;
  /** Holds for what comes later by itself: no reason against keeping the promise of it. */
  readonly waits?: true;
  /** Holds only for what the pattern of a parameter takes out of its argument: part of a key made of those names. */
  readonly parts?: true;
}

export interface SafetyVerdict {
  readonly safety: Safety;
  /** Why it is that and no better; for `safe` one sentence that says what was found. */
  readonly reasons: readonly SafetyReason[];
  /** Reads neither a clock nor randomness, input or the environment, directly or through known helpers. */
  readonly deterministic: boolean;
  readonly returns: 'primitive' | 'fresh' | 'alias' | 'unknown';
  readonly async: boolean;
  /** Parameters that every recursive call passes on unchanged: no part of the key within one outermost call. */
  readonly invariants: readonly Variable[];
  /** Effects that make it unsafe or unknown, when those are all that do. */
  readonly against?: readonly Against[];
  /** It changes what it gave to a recursive call: only a key made of the content tells the states apart. */
  readonly handed?: SafetyReason;
}

/** An effect that speaks against keeping results. */
export interface Against {
  readonly kind: Effect['kind'];
  readonly range: Range;
}

export interface RecurrenceSafety extends SafetyVerdict {
  /** Of every member on its own: what inner members do to locals of an outer one does not count against the outer. */
  readonly of: ReadonlyMap<SkeletonFunction, SafetyVerdict>;
}

const order: readonly Safety[] = ['safe', 'scoped', 'unknown', 'unsafe'];

/** Whether the results of a recurrence may be stored and given again (science.md: effects to a fixed point). */
export function safetyOf(recurrence: Recurrence, language: LanguageEffects): RecurrenceSafety {
  const summaries = effectsOf(recurrence, language);
  const members = new Set(recurrence.functions);
  const of = new Map<SkeletonFunction, SafetyVerdict>();
  for (const fn of recurrence.functions) {
    const summary = summaries?.get(fn);
    of.set(fn, summary ? verdict(fn, summary, recurrence, members, language) : tooLarge(fn));
  }
  let worst: SafetyVerdict | undefined;
  for (const fn of outermostOf(recurrence)) {
    const one = of.get(fn)!;
    if (!worst || order.indexOf(one.safety) > order.indexOf(worst.safety)) worst = one;
  }
  const invariants = recurrence.functions.flatMap((fn) => [...of.get(fn)!.invariants]);
  return { ...worst!, deterministic: [...of.values()].every((v) => v.deterministic), invariants, of };
}

/**
 * Whether the verdict on every member will be unsafe or unknown, told as soon as it is certain; false where only the
 * verdict itself can tell.
 */
export function isDoubtful(recurrence: Recurrence, language: LanguageEffects): boolean {
  const outermost = outermostOf(recurrence);
  const certain = (summaries: ReadonlyMap<SkeletonFunction, Summary>): boolean =>
    outermost.some((fn) => {
      for (const { kind, origin } of summaries.get(fn)?.effects ?? []) {
        if (kind !== 'read' && kind !== 'await' && origin?.kind !== 'handed') return true;
      }
      return false;
    });
  const summaries = effectsOf(recurrence, language, certain);
  return !summaries || certain(summaries);
}

/** An inner member's outer locals are the business of the outer member. */
function outermostOf({ functions }: Recurrence): readonly SkeletonFunction[] {
  const members = new Set(functions);
  const outermost = functions.filter((fn) => !isInside(fn, members));
  return outermost.length > 0 ? outermost : functions;
}

/** The verdict on one member, or that on the recurrence where it is worse: the others run whenever this one does. */
export function safetyWithin(safety: RecurrenceSafety, fn: SkeletonFunction): SafetyVerdict {
  const own = safety.of.get(fn) ?? safety;
  return order.indexOf(safety.safety) > order.indexOf(own.safety) ? safety : own;
}

function isInside(fn: SkeletonFunction, members: ReadonlySet<SkeletonFunction>): boolean {
  for (let at = fn.parent; at; at = at.parent) if (members.has(at)) return true;
  return false;
}

function tooLarge(fn: SkeletonFunction): SafetyVerdict {
  const reasons = [{ text: 'too much code takes part to tell what it changes', range: fn.nameRange }];
  return { safety: 'unknown', reasons, deterministic: false, returns: 'unknown', async: fn.async, invariants: [] };
}

function distinct(reasons: readonly SafetyReason[]): SafetyReason[] {
  const texts = new Set<string>();
  return reasons.filter((r) => !texts.has(r.text) && texts.add(r.text));
}

const impurities: Readonly<Record<string, string>> = {
  clock: 'reads the clock',
  random: 'gives random values',
  io: 'does input or output',
  environment: 'reads the environment',
};

function verdict(
  fn: SkeletonFunction,
  summary: Summary,
  recurrence: Recurrence,
  members: ReadonlySet<SkeletonFunction>,
  language: LanguageEffects,
): SafetyVerdict {
  const unsafe: SafetyReason[] = [];
  const unknown: SafetyReason[] = [];
  const scoped: SafetyReason[] = [];
  let deterministic = true;
  let handed: SafetyReason | undefined;
  const strings = primitiveParameters(fn);
  for (const effect of summary.effects) {
    const { kind, range, subject } = effect;
    if (kind in impurities) {
      deterministic = false;
      unsafe.push({ text: `\`${subject}\` ${impurities[kind]}`, range });
    } else if (kind === 'yield') {
      unsafe.push({ text: 'it is a generator: its result can be used up only once', range });
    } else if (kind === 'await') {
      scoped.push({ text: 'it waits for other work, and what it reads may change meanwhile', range, waits: true });
    } else if (kind === 'unknown') {
      unknown.push({ text: `what \`${subject}\` does is not known`, range });
    } else if (kind === 'call') {
      unknown.push({ text: `it calls \`${subject}\`, a function that its caller chose`, range });
    } else if (effect.origin?.kind === 'handed') {
      handed = { text: `it changes \`${subject}\` after giving it to a recursive call, so that the same object stands for several states`, range }; // prettier-ignore
      scoped.push(handed);
    } else if (kind === 'assign' || kind === 'mutate') {
      const found = change(effect);
      (found.sure ? unsafe : unknown).push({ text: found.text, range });
    } else if (kind === 'read') {
      const reason = reading(effect, fn, strings, language);
      if (reason === 'environment') {
        deterministic = false;
        unsafe.push({ text: `\`${subject}\` reads the environment`, range });
      } else if (reason === 'unknown') unknown.push({ text: `what \`${subject}\` stands for is not known`, range });
      else if (reason) scoped.push({ text: reason, range, ...(isTakenApart(effect, fn) ? { parts: true } : {}) });
    }
  }
  if (fn.generator && !unsafe.some((r) => r.text.startsWith('it is a generator'))) {
    unsafe.push({ text: 'it is a generator: its result can be used up only once', range: fn.nameRange });
  }
  if (fn.usesArguments()) {
    unknown.push({ text: 'it uses `arguments`, which may hold more than its parameters', range: fn.nameRange });
  }
  if (!fn.generator && !recurrence.functions.some(givesResult)) {
    unsafe.push({ text: 'it gives no result that could be kept', range: fn.nameRange });
  }
  const returns = returned(summary.returns);
  if (fn.async) {
    scoped.push({ text: 'it is asynchronous: a failed result must not be kept', range: fn.nameRange, waits: true }); // prettier-ignore
  }
  if (returns === 'fresh' || returns === 'unknown') {
    for (const range of language.resultMutations(fn, members)) {
      unsafe.push({ text: `a caller changes the result of \`${fn.name}\``, range });
      break;
    }
    if (!fn.async) {
      scoped.push({ text: 'its result is a list or an object, which callers of a longer-lived cache would share', range: fn.nameRange }); // prettier-ignore
    }
  }
  const safety: Safety =
    unsafe.length > 0 ? 'unsafe' : unknown.length > 0 ? 'unknown' : scoped.length > 0 ? 'scoped' : 'safe';
  const reasons = distinct(safety === 'unsafe' ? unsafe : safety === 'unknown' ? unknown : scoped);
  if (safety === 'safe')
    reasons.push({ text: 'pure: its result depends on nothing but its arguments and what never changes' });
  const invariants = invariantParameters(fn, recurrence);
  const places = new Set<Range | undefined>([...unsafe, ...unknown].map((r) => r.range));
  const against = [...summary.effects]
    .filter((e) => places.delete(e.range))
    .map(({ kind, range }) => ({ kind, range }));
  return { safety, reasons, deterministic, returns, async: fn.async, invariants, ...(places.size === 0 ? { against } : {}), ...(handed ? { handed } : {}) }; // prettier-ignore
}

/** Whether some `return` of its own has a value; of an assertion, which throws, its end is one. */
function givesResult(fn: SkeletonFunction): boolean {
  let found = false;
  walkFunction(fn, { statement: (s) => void (found ||= s.op === 'return' ? s.value !== undefined : s.op === 'throw') });
  return found;
}

function change(effect: Effect): { text: string; sure: boolean } {
  const { origin, subject, kind } = effect;
  switch (origin?.kind) {
    case 'outer':
      return kind === 'assign'
        ? { text: `it assigns \`${subject}\`, a variable outside the function`, sure: true }
        : { text: `it changes \`${subject}\`, ${subject === origin.variable.name ? 'which' : `part of \`${origin.variable.name}\`, which`} outlives the call`, sure: true }; // prettier-ignore
    case 'field':
      return { text: `it changes \`this.${origin.name}\``, sure: true };
    case 'this':
      return { text: `it changes \`${subject}\`, the object it is called on`, sure: true };
    case 'parameter':
      return { text: `it changes \`${subject}\`, which its caller passed in`, sure: true };
    case 'result':
      return { text: `it changes \`${subject}\`, the result of a recursive call`, sure: true };
    case 'closure':
      return { text: `it changes a property of the function \`${origin.function.name}\``, sure: true };
    default:
      return { text: `it changes \`${subject}\`, and where that comes from is not known`, sure: false };
  }
}

/** Whether it looks into an argument that the parameter takes apart, so that nothing else can reach into it. */
function isTakenApart({ origin }: Effect, fn: SkeletonFunction): boolean {
  if (origin?.kind !== 'parameter') return false;
  const pattern = fn.parameters[origin.index];
  const plain = pattern?.op === 'defaultPattern' ? pattern.target : pattern;
  return plain?.op === 'recordPattern' || plain?.op === 'listPattern';
}

/** Whether reading it may give something else at another time. */
function reading(
  effect: Effect,
  fn: SkeletonFunction,
  primitives: ReadonlySet<Variable>,
  language: LanguageEffects,
): string | 'environment' | 'unknown' | undefined {
  const { origin, subject } = effect;
  switch (origin?.kind) {
    case undefined:
      return `it is taken for granted that \`${subject}\` only makes a value`;
    case 'outer': {
      const { variable } = origin;
      if (variable.role === 'global') {
        const read = language.read(variable.name);
        if (read === 'constant') return undefined;
        return read === undefined ? 'unknown' : 'environment';
      }
      if (variable.role === 'import') {
        return origin.deep ? `the content of \`${variable.name}\`, which is imported, may change elsewhere` : undefined;
      }
      if (!origin.deep) {
        return variable.reassigned ? `it reads \`${variable.name}\`, which is assigned elsewhere` : undefined;
      }
      const uses = language.uses(variable);
      if (uses.some((u) => u.kind === 'mutate')) return `it reads \`${variable.name}\`, which is changed elsewhere`;
      if (uses.some((u) => u.kind === 'escape')) {
        return `it reads \`${variable.name}\`, which other code can change`;
      }
      return undefined;
    }
    case 'field': {
      if (!fn.container) return `it reads \`this.${origin.name}\``;
      const uses = language.fieldUses(fn.container, origin.name);
      const written = uses.some(
        (u) => (u.kind === 'assign' || u.kind === 'mutate') && u.inside?.form !== 'constructor',
      );
      return written ? `it reads \`this.${origin.name}\`, which is changed elsewhere` : undefined;
    }
    case 'closure':
      return `it reads \`${subject}\`, a property of a function`;
    case 'this':
      return `it reads the content of \`${subject}\``;
    case 'parameter': {
      const pattern = fn.parameters[origin.index];
      const plain = pattern?.op === 'defaultPattern' ? pattern.target : pattern;
      if (plain?.op === 'variable' && primitives.has(plain.variable)) return undefined;
      const name = plain?.op === 'variable' ? plain.variable.name : subject;
      return `it reads the content of ${name ? `its argument \`${name}\`` : 'an argument'}, which may change between calls`;
    }
    default:
      return undefined;
  }
}

function returned(value: Value): SafetyVerdict['returns'] {
  const kinds = new Set([...reach(value)].map((origin) => origin.kind));
  kinds.delete('result');
  if (kinds.has('fresh') || kinds.has('closure')) return 'fresh';
  if (kinds.has('unknown')) return 'unknown';
  return kinds.size > 0 ? 'alias' : 'primitive';
}
