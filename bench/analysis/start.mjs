// Milliseconds from the start of the thread to its first finding, in a fresh process.
import { AnalysisThread } from './thread.mjs';

const text = 'export function fib(n: number): number {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';
const start = performance.now();
const thread = new AnalysisThread();
const { findings } = await thread.check({ path: 'fib.ts', text });
const ms = performance.now() - start;
if (findings.length !== 1) throw new Error('no finding');
await thread.end();
console.log(JSON.stringify({ ms }));
