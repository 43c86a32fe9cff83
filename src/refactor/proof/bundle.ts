import { type ProofPlan, type ProofSources, isHarmless } from '../../protocol/proof.ts';
import { refuse } from '../request.ts';
import { libraryNames } from '../unmemoize/unwrap.ts';
import { slice, type Slice } from './slice.ts';

/** Files whose declarations one proof may need. */
const mostFiles = 40;

/** What the programs load beside themselves, or the files that must be read first. */
export type Bundle =
  | { readonly files: ProofPlan['files']; readonly modules: Readonly<Record<string, string>> }
  | { readonly needs: readonly { readonly from: string; readonly specifier: string }[] };

/**
 * Follows the imports of slices into other files of the project, each of them cut down to what is needed.
 * @param path file of the slices
 * @param known what was read so far
 * @param modules names of modules that may be loaded as they are
 * @param compile makes a body of CommonJS
 * @throws Refusal for a module that cannot be run in a proof
 */
export function bundle(
  path: string,
  name: string,
  slices: readonly Slice[],
  known: ProofSources,
  modules: readonly string[],
  compile: (path: string, source: string) => string,
): Bundle {
  const needs: { from: string; specifier: string }[] = [];
  const libraries: Record<string, string> = {};
  const wanted = new Map<string, Set<string>>();
  const links = new Map<string, Record<string, string>>();
  const open: string[] = [];
  const follow = (from: string, imports: Slice['imports']): void => {
    for (const [specifier, names] of imports) {
      if (modules.includes(specifier) || isHarmless(specifier)) continue;
      const isRelative = /^\.{1,2}(\/|$)/.test(specifier);
      if (!isRelative && !libraryNames.has(specifier)) refuse(refusalOf(name, specifier));
      const file = known.links[from]?.[specifier];
      if (file === undefined) needs.push({ from, specifier });
      else if (file === '') refuse(`\`${name}\` needs "${specifier}", which is not found.`);
      else if (!isRelative) libraries[specifier] = file;
      else {
        links.set(from, { ...links.get(from), [specifier]: file });
        const all = wanted.get(file) ?? new Set();
        if ([...names].every((n) => all.has(n)) && wanted.has(file)) continue;
        for (const n of names) all.add(n);
        wanted.set(file, all);
        open.push(file);
      }
    }
  };
  for (const { imports } of slices) follow(path, imports);
  const sources = new Map<string, string>();
  while (open.length > 0) {
    const file = open.pop()!;
    const text = known.files[file];
    if (text === undefined) continue;
    const cut = slice(file, text, { exports: wanted.get(file)! });
    sources.set(file, cut.source);
    if (sources.size > mostFiles) refuse(`\`${name}\` needs more than ${mostFiles} files.`);
    follow(file, cut.imports);
  }
  if (needs.length > 0) return { needs };
  const compiled = [...sources].map(([file, source]) => [file, { code: compile(file, source), links: links.get(file) ?? {} }] as const); // prettier-ignore
  const own = { code: '', links: links.get(path) ?? {} };
  return { files: { ...Object.fromEntries(compiled), '': own }, modules: libraries };
}

/** Modules of Node that a proof has no use for. */
const reaching = /^(node:|(fs|os|net|tls|dns|http|https|http2|child_process|worker_threads|cluster|process|crypto|readline|stream|zlib|events|v8|vm|perf_hooks|module|timers)(\/|$))/; // prettier-ignore

function refusalOf(name: string, specifier: string): string {
  if (reaching.test(specifier)) return `\`${name}\` needs "${specifier}", which reaches out of the program: it is not run in a proof.`; // prettier-ignore
  return `\`${name}\` needs the package "${specifier}": packages are not run in a proof.`;
}
