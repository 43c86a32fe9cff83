import fs from 'node:fs';
import ts from 'typescript';
import type { EcmaFunction } from '../../../src/languages/ecmascript/module.ts';
import { EcmaModule } from '../../../src/languages/ecmascript/module.ts';
import { typescriptParser } from '../../../src/languages/ecmascript/parser.ts';

export const variantNames = ['plain', 'renamed', 'arrow', 'method', 'nested helper'] as const;
export type VariantName = (typeof variantNames)[number];

/** One way to write a fixture, and how to call it from outside. */
export interface Variant {
  readonly text: string;
  /** The name of the function under test. */
  readonly name: string;
  /** JavaScript that calls it with the values of `args`. */
  readonly call: string;
}

const folder = new URL('../../fixtures/recurrences/', import.meta.url);

export function fixture(file: string): string {
  return fs.readFileSync(new URL(file, folder), 'utf8');
}

interface Part {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly result: string;
  readonly body: string;
}

const declaration = /^export function (\w+)\(([^)]*)\)(: [^{]+)? \{\n([\s\S]*?)\n\}\n/gm;

const nameOf = (parameter: string): string => /^\w+/.exec(parameter)![0];

/** The exported functions of a fixture and the text around them. */
function partsOf(source: string): { before: string; parts: Part[] } {
  const parts = [...source.matchAll(declaration)].map(([, name, parameters, result, body]) => ({
    name: name!,
    parameters: parameters === '' ? [] : parameters!.split(', '),
    result: result ?? '',
    body: body!,
  }));
  return { before: source.slice(0, source.search(declaration)), parts };
}

function head({ parameters, result }: Part, without: readonly string[] = []): string {
  return `(${parameters.filter((p) => !without.includes(nameOf(p))).join(', ')})${result}`;
}

/**
 * Writes a fixture another way.
 * @param invariants leading parameters that the nested helper closes over
 */
export function variantOf(source: string, name: string, variant: VariantName, invariants: readonly string[]): Variant {
  const { before, parts } = partsOf(source);
  const main = parts.find((p) => p.name === name)!;
  switch (variant) {
    case 'plain':
      return { text: source, name, call: `${name}(...args)` };
    case 'renamed': {
      const local = [...source.matchAll(/\b(?:let|const|function) ([a-z]\w*)|\(([a-z]\w*)(?=\) =>)/gi)];
      const names = [...new Set([name, ...parts.flatMap((p) => p.parameters.map(nameOf)), ...local.map((m) => m[1] ?? m[2]!)])]; // prettier-ignore
      let text = source;
      names.forEach((old, i) => {
        text = text.replace(new RegExp(`(?<![.\\w'](?<!\\.\\.\\.))\\b${old}\\b(?!')`, 'g'), `q${i}`);
      });
      return { text, name: 'q0', call: 'q0(...args)' };
    }
    case 'arrow':
      return {
        text: `${before}${parts.map((p) => `export const ${p.name} = ${head(p)} => {\n${p.body}\n};\n`).join('\n')}`,
        name,
        call: `${name}(...args)`,
      };
    case 'method': {
      const own = new RegExp(`\\b(${parts.map((p) => p.name).join('|')})\\(`, 'g');
      const methods = parts.map((p) => `  ${p.name}${head(p)} {\n${p.body.replace(own, 'this.$1(')}\n  }\n`);
      return { text: `${before}export class Solver {\n${methods.join('\n')}}\n`, name, call: `new Solver().${name}(...args)` }; // prettier-ignore
    }
    case 'nested helper': {
      const given = invariants.length > 0 ? `${invariants.join(', ')}, ` : '';
      const strip = (text: string): string =>
        given ? parts.reduce((t, p) => t.replaceAll(`${p.name}(${given}`, `${p.name}(`), text) : text;
      const inner = parts
        .map((p) => `  function ${p.name}${head(p, invariants)} {\n${strip(p.body)}\n  }\n`)
        .join('\n');
      const call = `${name}(${main.parameters.map(nameOf).filter((p) => !invariants.includes(p)).join(', ')})`; // prettier-ignore
      return { text: `${before}export function solve${head(main)} {\n${inner}\n  return ${call};\n}\n`, name, call: 'solve(...args)' }; // prettier-ignore
    }
  }
}

export function parse(path: string, text: string): EcmaModule {
  return new EcmaModule(text, typescriptParser(path, text).program);
}

/**
 * Really runs a variant and counts.
 * @param names functions to count
 * @param keyOf text of a state's arguments; without it, states are not counted
 */
export function reallyRun(
  path: string,
  { text, call }: Pick<Variant, 'text' | 'call'>,
  names: readonly string[],
  args: readonly unknown[],
  countStates: boolean,
): { calls: number; states: number; value: unknown } {
  const edits: { at: number; text: string }[] = [];
  for (const fn of parse(path, text).functions) {
    if (!names.includes(fn.name) || fn.node.body.type !== 'BlockStatement') continue;
    edits.push({ at: fn.node.body.range[0] + 1, text: countStates ? probe(fn) : ' $calls++;' });
  }
  let counted = text;
  for (const edit of edits.reverse()) counted = counted.slice(0, edit.at) + edit.text + counted.slice(edit.at);
  const { outputText } = ts.transpileModule(counted, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const body = `let $calls = 0; const $states = new Set(); const $seen = (...a) => { $calls++; $states.add($key(a)); };
${outputText.replace(/^export /gm, '')}
const value = ${call}; return { calls: $calls, states: $states.size, value };`;
  const key = (list: unknown[]): string => JSON.stringify(list, (_, v: unknown) => (v instanceof Set ? [...v] : v));
  return (new Function('args', '$key', body) as (a: readonly unknown[], k: typeof key) => ReturnType<typeof reallyRun>)(args, key); // prettier-ignore
}

function probe(fn: EcmaFunction): string {
  const names = fn.node.params.map((p) => (p.type === 'Identifier' ? p.name : ''));
  return ` $seen(${[`'${fn.name}'`, ...names].join(', ')});`;
}
