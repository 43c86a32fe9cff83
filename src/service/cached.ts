import { EcmaModule } from '../languages/ecmascript/module.ts';
import type { CachedFunction, SourceFile } from '../protocol/worker.ts';
import { type FixRequest, fix, offer } from '../refactor/index.ts';
import { fileParser } from './parser.ts';
import { Positions } from './positions.ts';

/** The functions of a file whose cache can be taken away; none where the file cannot be parsed. */
export function cachedFunctions(file: SourceFile): CachedFunction[] {
  let module: EcmaModule;
  try {
    module = new EcmaModule(file.text, fileParser(file.path, file.text).program);
  } catch {
    return [];
  }
  const positions = new Positions(file.text);
  const out: CachedFunction[] = [];
  // A helper inside a function leads to the same edits as the function, which comes first.
  const seen = new Set<string>();
  for (const target of module.functions) {
    const request: FixRequest = {
      module,
      target,
      path: file.path,
      parser: fileParser,
      recurrence: { functions: [target], sites: [] },
      safety: 'unknown',
      varying: [],
    };
    const found = offer('unmemoize', request);
    if (!found) continue;
    const edits = JSON.stringify(fix('unmemoize', request));
    if (seen.has(edits)) continue;
    seen.add(edits);
    out.push({
      ...positions.span(target.nameRange),
      function: target.name,
      functionLine: positions.line(target.range[0]),
      fixes: [found],
    });
  }
  return out;
}
