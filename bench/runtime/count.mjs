// What counting costs: the library against itself with the counters taken out of its text.
import { pathToFileURL } from 'node:url';
import { workloads } from './workloads.mjs';

export async function report(bundle, uncounted, measure) {
  const [counted, bare] = [await import(pathToFileURL(bundle).href), await import(pathToFileURL(uncounted).href)];
  const probe = bare.memoize((n) => n);
  probe(1);
  probe(1);
  if (probe.cacheInfo().hits !== 0) throw new Error('the counters are still there');
  console.log('count: hits counted, against the same without counters');
  for (const [title, id] of [
    ['a hit, one int', 'W2'],
    ['a hit, one string', 'W3'],
  ]) {
    const tests = [
      { name: 'without', ...workloads[id].make((f) => bare.memoize(f)) },
      { name: 'with', ...workloads[id].make((f) => counted.memoize(f)) },
    ];
    const [without, withThem] = await measure(tests);
    const ns = withThem.ns.map((v, i) => v - without.ns[i]).sort((a, b) => a - b);
    console.log(`  ${title.padEnd(24)} ${ns[ns.length >> 1].toFixed(2).padStart(6)} ns`);
  }
}
