import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Parser } from '../parser.ts';
import { decodeEntities } from './entities.ts';
import { type OxcEngine, type OxcOptions, createEngine } from './engine.ts';

type Language = OxcOptions['lang'];

/** The languages to try for a file, as the reference parser takes them. */
function languagesOf(path: string): readonly Language[] {
  if (/\.[cm]?ts$/i.test(path)) return ['ts'];
  return /\.([cm]?js|jsx)$/i.test(path) ? ['jsx', 'tsx'] : ['tsx'];
}

/** Files whose declarations need no bodies, which the extension alone says. */
const isDeclarations = /\.d\.([^./]+\.)?[cm]?ts$/i;

/**
 * The quick back end: oxc, as WebAssembly. It gives the tree of the reference parser, without `loc`, or nothing.
 * @param load the compiled module, asked for once; undefined when there is none
 * @param reference parses what oxc cannot: its verdict on a wrong text counts
 */
export function oxcParser(load: () => WebAssembly.Module | undefined, reference: Parser): Parser {
  let module: WebAssembly.Module | null | undefined;
  let engine: OxcEngine | undefined;

  const parsed = (
    path: string,
    text: string,
    languages: readonly Language[],
    sourceType: OxcOptions['sourceType'],
  ): { program: TSESTree.Program; lang: Language } | undefined => {
    if (module === undefined) module = load() ?? null;
    if (module === null || isDeclarations.test(path)) return undefined;
    try {
      engine ??= createEngine(module);
      for (const lang of languages) {
        const options: OxcOptions = { lang, sourceType, astType: 'ts', range: true, preserveParens: false };
        const result = engine.parseSync(path, text, options);
        if (result.errors.length > 0) continue;
        const program = treeOf(result.program);
        if (lang !== 'ts') decodeEntities(program, text);
        return { program, lang };
      }
    } catch {
      // Deeper than its stack, or a failure of its own: an instance that was stopped midway is not asked again.
      engine = undefined;
    }
    return undefined;
  };

  return (path, text) => {
    const languages = languagesOf(path);
    const whole = parsed(path, text, languages, /\.m[jt]s$/i.test(path) ? 'module' : 'unambiguous');
    if (!whole) return reference(path, text);
    const { program, lang } = whole;
    // Where an earlier language did not do, another text of the file might be in that one.
    if (lang !== languages[0]) return { path, text, program };
    return { path, text, program, again: (piece) => parsed(path, piece, [lang], program.sourceType)?.program };
  };
}

type Fields = Record<string | number, unknown>;

function treeOf(json: string): TSESTree.Program {
  const { node, fixes } = JSON.parse(json) as { node: TSESTree.Program; fixes: (string | number)[][] };
  for (const path of fixes) {
    let at = node as unknown as Fields;
    for (const key of path) at = at[key] as Fields;
    if (typeof at.bigint === 'string') at.value = BigInt(at.bigint);
    else if (at.regex) at.value = regExp(at.regex as { pattern: string; flags: string });
  }
  // The reference tree begins with the text, this one with its first token.
  node.range[0] = 0;
  return node;
}

/** null where this engine does not know the expression, as in the reference tree */
function regExp({ pattern, flags }: { pattern: string; flags: string }): RegExp | null {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return null;
  }
}
