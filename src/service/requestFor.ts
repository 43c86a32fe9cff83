import { recurrences } from '../analysis/callGraph.ts';
import { safetyOf, safetyWithin } from '../analysis/safety.ts';
import { EcmaModule } from '../languages/ecmascript/module.ts';
import { fileParser } from './parser.ts';
import { effectsOfLanguage } from '../languages/ecmascript/usage.ts';
import type { FunctionRef, SourceFile } from '../protocol/worker.ts';
import type { FixRequest } from '../refactor/index.ts';
import { Positions } from './positions.ts';
import { fixRequest } from './request.ts';

/** A request for a function without a finding (memoized already, or not recursive); undefined when there is none. */
export function requestFor(file: SourceFile, { name, line, column }: FunctionRef): FixRequest | undefined {
  let module: EcmaModule;
  try {
    module = new EcmaModule(file.text, fileParser(file.path, file.text).program);
  } catch {
    return undefined;
  }
  const positions = new Positions(file.text);
  const fn = module.functions.find(({ name: own, nameRange: [start] }) => {
    if (line !== undefined && positions.line(start) !== line) return false;
    if (column !== undefined && positions.column(start) !== column) return false;
    return name === undefined ? line !== undefined : own === name;
  });
  if (!fn) return undefined;
  const recurrence = recurrences(module.functions).find((r) => r.functions.includes(fn)) ?? {
    functions: [fn],
    sites: [],
  };
  const safety = safetyOf(recurrence, effectsOfLanguage(module));
  return { ...fixRequest(file, module, recurrence, fn, safetyWithin(safety, fn)), parser: fileParser };
}
