import { availableParallelism } from 'node:os';
import type { FileReport } from '../../protocol/finding.ts';
import type { SourceFile } from '../../protocol/worker.ts';
import { AnalysisClient } from '../../worker/client.ts';
import { bundled } from '../place.ts';

/** Files for which one more thread is worth its start. */
const filesAThread = 15;
/** Milliseconds after which a file is given up; the analysis itself stops long before. */
const timeoutMs = 60_000;

/** One thread with the analysis. The command itself never loads it, so that it starts at once. */
export function analyzer(): AnalysisClient {
  return new AnalysisClient({ entry: bundled('analysisWorker.js'), timeoutMs });
}

/**
 * Checks files in as many threads as they are worth. A file on which the analysis fails is an entry of `errors`.
 * @param read the file with an index from 0, or a report that stands for its check
 * @param done called after each file
 * @returns reports in the order of the files, whatever the threads did
 */
export async function checkAll(
  count: number,
  read: (index: number) => SourceFile | FileReport,
  done: () => void,
): Promise<FileReport[]> {
  const reports: FileReport[] = new Array<FileReport>(count);
  const threads = Math.max(1, Math.min(availableParallelism(), Math.ceil(count / filesAThread)));
  let next = 0;
  const lane = async (): Promise<void> => {
    const client = analyzer();
    try {
      for (let index = next++; index < count; index = next++) {
        const file = read(index);
        reports[index] = 'findings' in file ? file : await checkOne(client, file);
        done();
      }
    } finally {
      client.dispose();
    }
  };
  await Promise.all(Array.from({ length: threads }, lane));
  return reports;
}

/** What the message of an error of Memoscope itself starts with. */
export const failed = 'Memoscope failed on this file';

async function checkOne(client: AnalysisClient, file: SourceFile): Promise<FileReport> {
  try {
    return await client.request('check', { file });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { findings: [], errors: [{ file: file.path, line: 1, message: `${failed} (${why}); please report it.` }] };
  }
}
