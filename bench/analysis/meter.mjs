// Preloaded into a measured program: says at its end what it took.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const { maxRSS } = process.resourceUsage();
    writeFileSync(process.env.METER, JSON.stringify({ cpu: (user + system) / 1e6, rss: maxRSS / 1024 }));
  });
}
