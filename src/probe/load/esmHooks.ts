/** Runs on the thread of the module hooks (Node before 22.15): instruments modules after every other hook's change. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import type * as Instrumenter from '../instrument.ts';
import { mostTables } from '../caches/counters.ts';
import { isUserFile, mayHoldTable, watchesCandidates } from '../scan.ts';

interface Context {
  /** Set by the outermost of our own registrations, which alone sees the final text. */
  readonly memoscope?: true;
}
interface Loaded {
  readonly format: string;
  readonly source?: string | ArrayBuffer | Uint8Array | null;
}
type NextLoad = (url: string, context: Context) => Promise<Loaded>;

const load_ = createRequire(import.meta.url);
let instrumenter: typeof Instrumenter | undefined;
let port: MessagePort | undefined;
let lastTable = -1;

export function initialize(data: { port: MessagePort } | undefined): void {
  port ??= data?.port;
}

export async function load(url: string, context: Context, nextLoad: NextLoad): Promise<Loaded> {
  if (context.memoscope) return nextLoad(url, context);
  const loaded = await nextLoad(url, { ...context, memoscope: true });
  const { format, source } = loaded;
  if (!source || (format !== 'module' && format !== 'commonjs') || !url.startsWith('file:')) return loaded;
  try {
    const file = fileURLToPath(url);
    if (!isUserFile(file) || lastTable > mostTables - 1000) return loaded;
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    if (!mayHoldTable(text, file)) return loaded;
    instrumenter ??= load_('./probeInstrument.js') as typeof Instrumenter;
    const result = instrumenter.instrument(text, file, format, () => (lastTable += 2), watchesCandidates);
    if (!result) return loaded;
    port?.postMessage(result.description);
    return { ...loaded, source: result.text };
  } catch {
    return loaded;
  }
}
