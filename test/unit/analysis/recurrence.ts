import { type Recurrence, recurrences } from '../../../src/analysis/callGraph.ts';
import type { LanguageEffects } from '../../../src/analysis/language.ts';
import { EcmaModule } from '../../../src/languages/ecmascript/module.ts';
import { typescriptParser } from '../../../src/languages/ecmascript/parser.ts';
import { effectsOfLanguage } from '../../../src/languages/ecmascript/usage.ts';

export interface Read {
  readonly recurrences: readonly Recurrence[];
  readonly language: LanguageEffects;
  line(offset: number): number;
}

/** The recurrences of a source text. */
export function read(source: string, path = 'a.ts'): Read {
  const module = new EcmaModule(source, typescriptParser(path, source).program);
  return {
    recurrences: recurrences(module.functions),
    language: effectsOfLanguage(module),
    line: (offset) => source.slice(0, offset).split('\n').length,
  };
}
