// node bench/probe/memory.mjs: the memory estimate against the heap, for kinds of values and tables.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const here = import.meta.dirname;
const kinds = ['integers', 'doubles', 'short strings', 'long strings', 'arrays', 'nested objects', 'Maps', 'typed arrays', 'BigInts', 'shared values']; // prettier-ignore
const stores = process.argv[2]
  ? [process.argv[2]]
  : ['viaMap', 'viaObject', 'viaArray', 'viaRuntime', 'viaLru', 'viaTwoKeys'];
for (const store of stores)
  for (const kind of kinds) {
    const args = [
      '--expose-gc',
      '--require',
      join(here, '../../dist/probe.js'),
      join(here, 'programs/memory.cjs'),
      kind,
      store,
    ];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    const { real, estimate, plusMinus } = JSON.parse(stdout);
    const off = (100 * (estimate - real)) / real;
    const kB = (n) => `${(n / 1000).toFixed(0)} kB`;
    console.log(
      `${store.padEnd(11)} ${kind.padEnd(15)} ${kB(real).padStart(9)}  estimate ${kB(estimate).padStart(9)} ± ${kB(plusMinus).padEnd(8)} ${off.toFixed(1).padStart(6)} %`,
    );
  }
