// Processor time of the reference parse of every file, and of a check without its parses.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { filesOf } from './tree.mjs';

const load = createRequire(import.meta.url);

/** The sources as they are shipped, bundled and minified; the compiler stays as it is. */
async function shipped(exported) {
  const scratch = mkdtempSync(join(tmpdir(), 'memoscope-share-'));
  try {
    const outfile = join(scratch, 'share.cjs');
    const compiler = {
      name: 'compiler',
      setup: (bundle) => {
        bundle.onResolve({ filter: /^typescript(\/lib\/tsserverlibrary)?$/ }, () => ({
          path: load.resolve('typescript'),
          external: true,
        }));
      },
    };
    const stdin = { contents: exported, resolveDir: join(import.meta.dirname, '../..'), loader: 'ts' };
    await build({ stdin, outfile, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node20', plugins: [compiler] }); // prettier-ignore
    return load(outfile);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const { typescriptParser, checkFile } = await shipped(`
  export { typescriptParser } from './src/languages/ecmascript/parser.ts';
  export { checkFile } from './src/service/check.ts';
`);

const { trees, lines, least } = JSON.parse(await text(process.stdin));
const files = filesOf(trees, lines);
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let parse = 0;
let analysis = 0;
for (const warm of [true, false]) {
  for (const file of warm ? files.slice(0, 150) : files) {
    let parsed;
    let start = now();
    try {
      parsed = typescriptParser(file.path, file.text);
    } catch {
      continue;
    }
    const read = now();
    // the tree is there: what is left is everything else that a check does
    checkFile(file, undefined, () => parsed, false, undefined, least);
    const done = now();
    if (warm) continue;
    parse += read - start;
    analysis += done - read;
  }
}
console.log(JSON.stringify({ files: files.length, parse, analysis }));
