import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { ProofPlan, ProofSources } from '../protocol/proof.ts';
import type { AnalysisMethods } from '../protocol/worker.ts';

type Params = Parameters<AnalysisMethods['plan']>[0];
export type Ask = (params: Params) => Promise<ReturnType<AnalysisMethods['plan']>>;

/** Files import files; so often more of them are asked for. */
const mostRounds = 12;

/**
 * Plans a proof, and reads what the function imports from other files of its project.
 * @param full path of the file on disk
 * @param read text of a file as the person sees it; undefined for the one on disk
 */
export async function planWithImports(
  ask: Ask,
  params: Params,
  full: string,
  read: (path: string) => string | undefined = () => undefined,
): Promise<ProofPlan | { readonly refused: string }> {
  const files: Record<string, string> = {};
  const links: Record<string, Record<string, string>> = {};
  for (let round = 0; round < mostRounds; round++) {
    const sources: ProofSources = { files, links };
    const answer = await ask({ ...params, sources });
    if (!('needs' in answer)) return answer;
    for (const { from, specifier } of answer.needs) {
      const folder = from === params.file.path ? full : from;
      const isRelative = specifier.startsWith('.');
      const path = isRelative ? fileOf(resolve(dirname(folder), specifier)) : packageOf(folder, specifier);
      (links[from] ??= {})[specifier] = path ?? '';
      if (path !== undefined && isRelative)
        files[path] = (read(path) ?? readFileSync(path, 'utf8')).replace(/^\uFEFF/, '');
    }
  }
  return { refused: 'The function needs files that need files, and so on.' };
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const sourceOf: Readonly<Record<string, readonly string[]>> = { '.js': ['.ts', '.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'], '.jsx': ['.tsx'] }; // prettier-ignore

/** As bundlers and compilers find it: as written, with an ending, as a folder; `.js` may mean a `.ts`. */
function fileOf(path: string): string | undefined {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - ending.length);
  const isSource = /\.[cm]?[jt]sx?$/.test(path);
  const places = [
    ...(isSource ? [path] : []),
    ...(sourceOf[ending] ?? []).map((e) => stem + e),
    ...endings.map((e) => path + e),
    ...endings.map((e) => join(path, `index${e}`)),
  ];
  return places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
}

function packageOf(from: string, specifier: string): string | undefined {
  try {
    return createRequire(resolve(from)).resolve(specifier);
  } catch {
    return undefined;
  }
}
