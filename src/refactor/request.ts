import type { Recurrence } from '../analysis/callGraph.ts';
import type { Kind } from '../analysis/skeleton.ts';
import type { EcmaFunction, EcmaModule } from '../languages/ecmascript/module.ts';
import type { Parser } from '../languages/ecmascript/parser.ts';
import type { TextEdit } from '../protocol/edit.ts';
import type { Safety } from '../protocol/finding.ts';

/** What a fix is asked for: one function of a recurrence, and what the analysis found out about it. */
export interface FixRequest {
  readonly module: EcmaModule;
  readonly recurrence: Recurrence;
  readonly target: EcmaFunction;
  readonly safety: Safety;
  /** One sentence each, quoted when a fix is refused. */
  readonly safetyReasons?: readonly string[];
  /** Effects that make it unsafe or unknown, as the source has them, when nothing else does. */
  readonly against?: readonly { readonly kind: string; readonly text: string }[];
  /** That it changes what it gave to a recursive call, as a clause: no key of objects tells its states apart. */
  readonly handed?: string;
  /** All that those reasons say is that results come later. */
  readonly onlyWaits?: boolean;
  /** All that those reasons say is that it looks at what its parameters take out of their arguments. */
  readonly onlyParts?: boolean;
  /** Indices of the parameters whose value varies across the recursion. */
  readonly varying: readonly number[];
  /** Kinds of the parameters, by index. */
  readonly kinds?: readonly Kind[];
  /** Names the file: its extension tells the dialect. */
  readonly path: string;
  /** Parses what a fix makes of the file. */
  readonly parser?: Parser;
  /** Entries that must stay cached for the recursion to hit, from the skeleton; undefined when not known. */
  readonly reuseDistance?: number;
  /** Names and values of `dependencies` in the nearest package.json, where it was read. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What a fix made: edits, what it takes for granted, and what it costs, a sentence each. */
export interface Made {
  readonly edits: readonly TextEdit[];
  /** Named assumptions: with any, the fix is plausible, not proven. */
  readonly notes: readonly string[];
  /** Nothing that could be wrong, but that a person should know. */
  readonly costs?: readonly string[];
  /** What every such cache does with rare arguments: said with the costs, and no reason to ask before. */
  readonly remarks?: readonly string[];
}

/** Why a fix cannot be made, as one sentence for the person who asked. */
export class Refusal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Refusal';
  }
}

export function refuse(reason: string): never {
  throw new Refusal(reason);
}
