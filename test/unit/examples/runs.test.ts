import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { globSync } from 'tinyglobby';
import { examples } from './expected.ts';
import { assertPrints } from './prints.ts';

const run = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const folder = join(root, 'examples');

/** The file that Node runs: TypeScript is compiled to out/, JavaScript runs as it is. */
function program(source: string): string {
  return join(folder, source.endsWith('.ts') ? join('out', source.replace(/\.ts$/, '.js')) : source);
}

/** Standard output; rejects with what the program wrote when its exit status is not 0. */
async function output(source: string, args: readonly string[] = []): Promise<string> {
  const { stdout } = await run(process.execPath, [program(source), ...args], { timeout: 60_000 });
  return stdout;
}

describe('examples', function () {
  this.timeout(90_000);

  const scratch: string[] = [];
  const emptyFolder = () => {
    scratch.push(mkdtempSync(join(tmpdir(), 'memoscope-examples-')));
    return scratch[scratch.length - 1]!;
  };
  after(() => {
    for (const made of scratch) rmSync(made, { recursive: true, force: true });
  });

  before(() => {
    assert.ok(existsSync(join(root, 'dist', 'runtime.cjs')), 'run `npm run build` first: examples import dist/runtime');
    execFileSync(process.execPath, [join(root, 'scripts', 'build-examples.mjs')]);
  });

  it('are all listed with what they print', () => {
    const sources = globSync(['**/*.{ts,js,mjs}'], { cwd: folder, ignore: ['out/**', 'node_modules/**'] });
    assert.deepEqual([...sources].sort(), examples.map(({ source }) => source).sort());
  });

  for (const example of examples) {
    it(`${example.source} prints the right results`, async () => {
      const args = example.args?.map((arg) => (arg === 'TEMPORARY' ? emptyFolder() : arg));
      assertPrints(await output(example.source, args), example.prints);
    });
  }

  it('the hot loop counts what its cache counts', async () => {
    const own = JSON.parse(await output('fibonacci-hot-loop.ts', ['0.2']));
    assert.equal(own.hits, own.cacheInfo.hits);
    assert.equal(own.misses, own.cacheInfo.misses);
    assert.equal(own.entries, own.cacheInfo.size);
    assert.equal(own.calls, own.hits + own.misses);
    assert.ok(own.misses > 0 && own.hits > own.misses);
  });

  it('the analysis on disk is not repeated by the next process', async () => {
    const cache = emptyFolder();
    const [first, second] = [await output('disk-analysis.ts', [cache]), await output('disk-analysis.ts', [cache])];
    assertPrints(second, ['below 1000000: 837799 takes 524 steps', '0 computed, 3 read from disk']);
    assertPrints(first, ['3 computed, 0 read from disk']);
  });

  it('have source maps that lead back to the TypeScript', () => {
    const map = JSON.parse(readFileSync(join(folder, 'out', 'fibonacci.js.map'), 'utf8'));
    assert.deepEqual(map.sources, ['../fibonacci.ts']);
  });
});
