// npm run bench:panel: whether the Caches view keeps 60 frames a second with 1,000 rows at 5 snapshots a second.
//   node bench/panel/frames.mjs [--rows 1000] [--seconds 5] [--details]
// With --details a row is selected, so that its charts follow the numbers.
// It wants the build (npm run build) to be there.
import { parseArgs } from 'node:util';
import { openPanel } from './page.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string' }, seconds: { type: 'string' }, details: { type: 'boolean', default: false } },
});
const rows = Number(values.rows ?? 1000);
const seconds = Number(values.seconds ?? 5);

/** In the page: sends snapshots with growing counts and notes how long each frame and each task took. */
async function drive({ rows, seconds, details }) {
  const now = Date.now();
  const trend = String.fromCharCode(...Array.from({ length: 60 }, (_, i) => 75 + Math.round(15 * Math.sin(i / 7))));
  const calls = new Array(rows).fill(0);
  const points = Array.from({ length: 20 }, (_, k) => k);
  const times = Array.from({ length: 200 }, (_, i) => i * 200);
  const snapshot = (tick) => ({
    ...{ version: 1, pid: 1, threadId: 0, title: 'node app.js', uptimeMs: tick * 200, heapUsed: 5e7 },
    caches: Array.from({ length: rows }, (_, i) => ({
      ...{ id: `c${i}`, name: `function${i}`, kind: i % 3 ? 'memoscope' : 'memo-table', evictions: i % 5 ? 0 : tick },
      site: { file: `/app/src/part${i % 40}.ts`, line: 1 + i, column: 1 },
      hits: (calls[i] += Math.round(((i * 7919) % 1000) * (0.5 + Math.random()))), // counters grow
      misses: 10 + i + tick,
      size: 10 + i + tick,
      memory: { bytes: 1000 * (i + 1) + tick * 31, plusMinus: 100 * (i + 1) },
      ...(i === 0 && details
        ? { curve: points.map((k) => ({ size: 2 ** k, rate: (k + (tick % 10) / 10) / 21 })) }
        : {}),
    })),
  });
  const message = (tick) => {
    const run = { id: 'r', title: 'app.js', startedAt: now, state: 'running' };
    // a list of its own for each row, as in a message that came from another process
    const trends = Object.fromEntries(
      Array.from({ length: rows }, (_, i) => [`c${i}`, trend.slice((i + tick) % 60) + trend.slice(0, (i + tick) % 60)]),
    );
    run.processes = [{ key: '1-0', snapshot: snapshot(tick), trends }];
    const runs = [{ id: 'r', title: 'app.js', startedAt: now, live: true }];
    const history = { times, bytes: times.map((time) => 1e5 + (time % 7000) + tick * 31) };
    const memory = details ? { row: { process: '1-0', cache: 'c0' }, history } : undefined;
    return {
      type: 'state',
      state: JSON.stringify({ run, runs, marked: false, connected: ['1-0'], without: 0, memory }),
    };
  };
  // made before, for making them is no work of the view
  const messages = Array.from({ length: 2 + seconds * 5 + 1 }, (_, tick) => message(tick));
  const send = (tick) => messages[tick] && window.postMessage(messages[tick], '*');
  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((e) => e.duration))).observe({
    type: 'longtask',
  });
  const frames = [];
  const until = async (end) => {
    let last = await new Promise(requestAnimationFrame);
    while (last < end) {
      const time = await new Promise(requestAnimationFrame);
      frames.push(time - last);
      last = time;
    }
  };
  // what this machine does with the page at rest
  send(1);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  if (details) {
    // as the extension does where a person asks for a row
    window.postMessage({ type: 'focusRow', file: '/app/src/part0.ts', line: 1 }, '*');
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (document.querySelectorAll('.details canvas').length < 2) throw new Error('no charts');
  }
  await until(performance.now() + 2000);
  const rest = frames.splice(0);
  longTasks.length = 0;
  let tick = 2;
  await window.metrics('start');
  const timer = setInterval(() => send(tick++), 200);
  await until(performance.now() + seconds * 1000);
  await window.metrics('end');
  clearInterval(timer);
  return { rest, frames, longTasks, snapshots: tick - 2 };
}

const { page, browser } = await openPanel();
try {
  const session = await page.context().newCDPSession(page);
  // time of the processor, which other work on the machine does not change
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taken = {};
  await page.exposeFunction('metrics', async (at) => {
    const { metrics } = await session.send('Performance.getMetrics');
    taken[at] = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  });
  const { rest, frames, longTasks, snapshots } = await page.evaluate(drive, { rows, seconds, details: values.details });
  const figures = (all) => {
    const sorted = [...all].sort((a, b) => a - b);
    const at = (p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))].toFixed(1);
    const rate = (1000 * all.length) / all.reduce((a, b) => a + b, 0);
    const late = (100 * all.filter((ms) => ms > 25).length) / all.length;
    return `${rate.toFixed(1)} frames/s, median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms, late ${late.toFixed(1)} %`;
  };
  console.log(`${rows} rows, ${snapshots} snapshots in ${seconds} s`);
  console.log(`at rest:   ${figures(rest)}`);
  console.log(`with work: ${figures(frames)}`);
  const spent = (name) => (((taken.end[name] - taken.start[name]) * 1000) / snapshots).toFixed(1);
  const parts = ['Script', 'RecalcStyle', 'Layout', 'Task'].map((name) => `${name} ${spent(`${name}Duration`)}`);
  const work = ['Script', 'RecalcStyle', 'Layout'].reduce((sum, name) => sum + Number(spent(`${name}Duration`)), 0);
  console.log(`processor milliseconds a snapshot: ${work.toFixed(1)} of a frame's 16.7 (${parts.join(', ')})`);
  console.log(
    `tasks over 50 ms: ${longTasks.length}${longTasks.length ? `, longest ${Math.max(...longTasks)} ms` : ''}`,
  );
} finally {
  await browser.close();
}
