import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { FileReport, Verdict } from '../../protocol/finding.ts';
import type { SourceFile } from '../../protocol/worker.ts';
import { AnalysisClient } from '../../worker/client.ts';
import { bundled } from '../place.ts';

/** Files that wait for a thread before one more is worth its start. */
const filesAThread = 15;
/** Threads beside the command's own, which reads and scans: each loads, compiles and optimizes the analysis anew. */
const mostThreads = Math.max(1, availableParallelism() - 1);
/** Characters of files that are read ahead. */
const mostWaiting = 16_000_000;
/** Milliseconds after which a file is given up; the analysis itself stops long before. */
const timeoutMs = 60_000;

/**
 * How V8 compiles, for a check that is over in seconds: quickly, and well only what runs for long. A function has to run a
 * few times longer than by default before it is optimized, since compiling what turns out otherwise a moment later was a
 * fifth of the processor time; until then it runs as plain machine code. So does the parser, for which optimizing never paid.
 */
const compiling = ['--always-sparkplug', '--liftoff-only'];
/** Later versions of V8 count otherwise, wait longer, and say on the standard error that they do not know it. */
if (process.versions.v8.startsWith('11.')) compiling.push('--interrupt-budget=1000000');

/** One thread with the analysis. The command itself never loads it, so that it starts at once. */
export function analyzer(): AnalysisClient {
  return new AnalysisClient({ entry: bundled('analysisWorker.js'), timeoutMs });
}

interface How {
  readonly unsettled?: boolean;
  readonly least?: Verdict;
}

/**
 * Checks files in as many threads as they are worth, while the next files are read. A file on which the analysis fails is
 * an entry of `errors`.
 * @param read the file with an index from 0, or a report that stands for its check
 * @param done called after each file
 * @param how whether `read` gives files only whose tokens do not settle them, and the least sure verdict that is shown
 * @returns reports in the order of the files, whatever the threads did
 */
export async function checkAll(
  count: number,
  read: (index: number) => SourceFile | FileReport,
  done: () => void,
  how: How = {},
): Promise<FileReport[]> {
  for (const flag of compiling) setFlagsFromString(flag);
  const reports: FileReport[] = new Array<FileReport>(count);
  const waiting: { readonly index: number; readonly file: SourceFile }[] = [];
  const lanes: Promise<void>[] = [];
  let characters = 0;
  let ended = false;
  /** The longest first, so that at the end no thread is left with much alone. */
  const take = (): (typeof waiting)[number] | undefined => {
    let longest = 0;
    waiting.forEach(({ file }, i) => {
      if (file.text.length > waiting[longest]!.file.text.length) longest = i;
    });
    const [taken] = waiting.splice(longest, 1);
    if (taken) characters -= taken.file.text.length;
    return taken;
  };
  /** Threads without a file, which a file or the end wakes. */
  const idle: (() => void)[] = [];
  /** Ends the pause of the reader. */
  let resume = (): void => {};
  const lane = async (): Promise<void> => {
    const client = analyzer();
    try {
      for (;;) {
        const next = take();
        if (next) {
          resume();
          reports[next.index] = await checkOne(client, next.file, how);
          done();
        } else if (ended) break;
        else await new Promise<void>((resolve) => void idle.push(resolve));
      }
    } finally {
      client.dispose();
    }
  };
  for (let index = 0; index < count; index++) {
    const file = read(index);
    if ('findings' in file) {
      reports[index] = file;
      done();
    } else {
      waiting.push({ index, file });
      characters += file.text.length;
      const wake = idle.pop();
      if (wake) wake();
      else if (lanes.length < Math.min(mostThreads, Math.ceil(waiting.length / filesAThread))) lanes.push(lane());
    }
    // Answers of threads are taken in between.
    await turn();
    if (characters >= mostWaiting) await new Promise<void>((resolve) => (resume = resolve));
  }
  ended = true;
  for (const wake of idle) wake();
  await Promise.all(lanes);
  return reports;
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** What the message of an error of Memoscope itself starts with. */
export const failed = 'Memoscope failed on this file';

async function checkOne(client: AnalysisClient, file: SourceFile, how: How): Promise<FileReport> {
  try {
    return await client.request('check', { file, ...how });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { findings: [], errors: [{ file: file.path, line: 1, message: `${failed} (${why}); please report it.` }] };
  }
}
