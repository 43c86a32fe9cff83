import { mayBranch } from '../languages/ecmascript/scan/scan.ts';
import type { SourceFile } from '../protocol/worker.ts';

/** Whether the words of a file alone show that a check would find and say nothing; needs no parser. */
export function isSettled({ path, text }: SourceFile): boolean {
  return !text.includes('memoscope-disable') && !mayBranch(path, text);
}
