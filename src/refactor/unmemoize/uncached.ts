import { recurrences } from '../../analysis/callGraph.ts';
import { safetyOf, safetyWithin } from '../../analysis/safety.ts';
import type { Kind } from '../../analysis/skeleton.ts';
import { type EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import type { Parser } from '../../languages/ecmascript/parser.ts';
import type { TreeNode } from '../../languages/ecmascript/tree.ts';
import { effectsOfLanguage } from '../../languages/ecmascript/usage.ts';
import type { TextEdit } from '../../protocol/edit.ts';
import { applyEdits } from '../text/edits.ts';
import { indexParameters } from '../subject/bounds.ts';
import { readParameters } from '../subject/parameters.ts';
import { reachedFrom } from '../subject/reach.ts';
import { refuse } from '../request.ts';
import type { TableForm } from './tableForm.ts';

/** Edits that take the cache of a function away; undefined where it has none that can be. */
type Remove = (fn: EcmaFunction) => readonly TextEdit[] | undefined;

/** What is known of a cache that was taken away. */
export interface Removed {
  /** It outlives an outermost call. */
  readonly keeps: boolean;
  /** What is taken for granted, a sentence each. */
  readonly notes: readonly string[];
}

interface Asked {
  readonly path: string;
  readonly target: EcmaFunction;
  readonly edits: readonly TextEdit[];
  /** The cache outlives an outermost call. */
  readonly keeps: boolean;
  readonly parser?: Parser | undefined;
}

/**
 * What the function does without its cache, which may be what makes it give the same again: it is analysed as it will be.
 * @returns what is taken for granted, a sentence each
 * @throws Refusal where each computation gives something else, or does something
 */
export function checkUncached({ path, target, edits, keeps, parser }: Asked, remove: Remove): string[] {
  if (!parser) refuse(`What \`${target.name}\` does without its cache is not analysed here.`);
  const read = (text: string): EcmaModule => new EcmaModule(text, parser(path, text).program);
  let module = read(applyEdits(target.module.text, edits));
  // Other caches that it goes through are no effects of it.
  for (let rounds = 0; rounds < 16; rounds++) {
    const bare = sameOf(target, module);
    const more = bare && [...reachedFrom([bare])].map((fn) => (fn === bare ? undefined : remove(fn))).find((e) => e);
    if (!more) break;
    module = read(applyEdits(module.text, more));
  }
  const bare = sameOf(target, module);
  if (!bare) return [];
  const recurrence = recurrences(module.functions).find((r) => r.functions.includes(bare)) ?? { functions: [bare], sites: [] }; // prettier-ignore
  const { safety, reasons } = safetyWithin(safetyOf(recurrence, effectsOfLanguage(module)), bare);
  const outside = / (does input or output|reads the environment)$/;
  const against = safety === 'unsafe' ? reasons.find((r) => !outside.test(r.text)) : undefined;
  if (against) refuse(`Without its cache \`${target.name}\` would not do the same: ${against.text}.`);
  if (safety === 'safe' || (safety === 'scoped' && !keeps)) return [];
  const reason = reasons.find((r) => !r.waits);
  if (!reason) return [];
  return reason.text.startsWith('its result is a list')
    ? ['Each call gives a new object then: nobody compares it with an earlier one, or keeps something in it.']
    : [`Each call computes its result then, which must not matter: ${reason.text}.`];
}

/** The same function in another version of the file. */
function sameOf(fn: EcmaFunction, { functions }: EcmaModule): EcmaFunction | undefined {
  const place = fn.module.functions.filter((f) => f.name === fn.name).indexOf(fn);
  const after = functions.filter((f) => f.name === fn.name);
  return after[place] ?? after[0];
}

/** @throws Refusal where calls that differ share a result */
export function checkKeys(fn: EcmaFunction, { keys }: TableForm): void {
  const names = readParameters(fn, false).flatMap((p) => p.names.map((n) => n.name));
  const missing = names.find((name) => !keys.has(name));
  if (missing !== undefined) refuse(`\`${missing}\` is no part of the key: calls with another one are given the same result.`); // prettier-ignore
}

/**
 * What is taken for granted of the keys of a table that does not take every key, a sentence each.
 * @param table its declaration
 */
export function keyNotes(fn: EcmaFunction, { keys, outermost }: TableForm, table: TreeNode): string[] {
  const made = table.type === 'VariableDeclaration' ? table.declarations[0]!.init : undefined;
  const parameters = readParameters(fn, false);
  const kindOf = (name: string): Kind | undefined => parameters.flatMap((p) => p.names).find((n) => n.name === name)?.kind; // prettier-ignore
  if (made?.type === 'ArrayExpression') {
    const positions = [...indexParameters(fn, parameters, [])].flatMap((p) => p.names.map((n) => n.name));
    const open = [...keys].find((name) => !positions.includes(name) && !/^(number|integer)$/.test(kindOf(name) ?? 'number')); // prettier-ignore
    if (open !== undefined) return [`\`${open}\` is always a number: under other keys a list has its methods.`];
  }
  if (made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'WeakMap') {
    const isObject = outermost.type === 'ThisExpression' || (outermost.type === 'Identifier' && /^(list|record|map)$/.test(kindOf(outermost.name) ?? '')); // prettier-ignore
    if (!isObject) return [`\`${fn.module.text.slice(...outermost.range)}\` is always an object: a WeakMap takes no other key.`]; // prettier-ignore
  }
  return [];
}
