import { setTimeout as sleep } from 'node:timers/promises';
import { memoize } from 'memoscope';

const timeToLive = 1500;

/** Stands for a slow service whose answers change; `asked` counts how often. */
const table: Record<string, number> = { 'EUR USD': 1.08, 'EUR JPY': 161.5, 'USD JPY': 149.2 };
let asked = 0;

function lookUp(from: string, to: string): number {
  asked += 1;
  return table[`${from} ${to}`];
}

/** A rate may be out of date by `timeToLive` milliseconds, and by no more. */
const rate = memoize(lookUp, { ttl: timeToLive, name: 'rate' });

async function main(): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    rate('EUR', 'USD');
    rate('EUR', 'JPY');
  }
  console.log(`EUR/USD ${rate('EUR', 'USD')}: asked ${asked} times for 201 lookups`);

  table['EUR USD'] = 1.09;
  console.log(`changed at the source, still ${rate('EUR', 'USD')}`);

  await sleep(timeToLive + 100);
  console.log(`after ${timeToLive} ms: ${rate('EUR', 'USD')}, asked ${asked} times`);

  const { hits, misses, size } = rate.cacheInfo();
  console.log(`${hits} hits, ${misses} misses, ${size} entries`);
}

void main();
