import type { Recurrence } from '../analysis/callGraph.ts';
import { Inference } from '../analysis/inference.ts';
import type { SafetyVerdict } from '../analysis/safety.ts';
import type { Kind, SkeletonFunction } from '../analysis/skeleton.ts';
import { relatives } from '../analysis/trial.ts';
import { methodKinds } from '../languages/ecmascript/builtins/kinds.ts';
import type { EcmaFunction, EcmaModule } from '../languages/ecmascript/module.ts';
import type { SourceFile } from '../protocol/worker.ts';
import type { FixRequest } from '../refactor/index.ts';

/** What a fix needs to know of a function. */
export function fixRequest(
  file: SourceFile,
  module: EcmaModule,
  recurrence: Recurrence,
  fn: SkeletonFunction,
  safety: SafetyVerdict,
  reuseDistance?: number,
): FixRequest {
  const invariants = new Set(safety.invariants);
  return {
    module,
    recurrence,
    target: fn as EcmaFunction,
    safety: safety.safety,
    safetyReasons: safety.reasons.map((r) => r.text),
    ...(safety.against ? { against: safety.against.map(({ kind, range }) => ({ kind, text: file.text.slice(...range) })) } : {}), // prettier-ignore
    ...(safety.handed ? { handed: safety.handed.text } : {}),
    onlyWaits: safety.reasons.every((r) => r.waits),
    onlyParts: safety.reasons.every((r) => r.parts),
    varying: fn.parameters.flatMap((p, i) => (p.op === 'variable' && invariants.has(p.variable) ? [] : [i])),
    kinds: kindsOf(fn, recurrence),
    path: file.path,
    ...(reuseDistance === undefined ? {} : { reuseDistance }),
    ...(file.dependencies ? { dependencies: file.dependencies } : {}),
  };
}

function kindsOf(fn: SkeletonFunction, recurrence: Recurrence): Kind[] {
  const inference = new Inference(relatives(recurrence.functions, fn), methodKinds);
  return fn.parameters.map((parameter) => {
    const target = parameter.op === 'defaultPattern' ? parameter.target : parameter;
    return target.op === 'variable' ? inference.kindOf(target.variable) : 'unknown';
  });
}
