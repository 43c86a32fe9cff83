import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../protocol/finding.ts';
import type { FunctionRef, SourceFile } from '../protocol/worker.ts';
import { isSource, shownPath } from '../service/project.ts';
import { sourceOf } from '../service/sources.ts';
import type { AnalysisClient } from '../worker/client.ts';
import { UsageError } from './usage.ts';

/** A file, and the function that FILE:FUNCTION or FILE:LINE names in it. */
export interface Target {
  readonly file: SourceFile;
  /** Absolute. */
  readonly full: string;
  /** The text as it is on disk, byte order mark included. */
  readonly text: string;
  /** Whether all of it is UTF-8: what is not cannot be written again. */
  readonly utf8: boolean;
  readonly ref?: FunctionRef;
}

/** @throws UsageError when the file is no source, Error of node:fs when it cannot be read */
export function readTarget(argument: string): Target {
  // The last colon: `C:\a.ts` has one too.
  const [, path, name] = /^(.+\.[cm]?[jt]sx?):([^:/\\]+)$/i.exec(argument) ?? [undefined, argument, undefined];
  if (!isSource(path!)) throw new UsageError(`${path} is not a JavaScript or TypeScript file`);
  const full = resolve(path!);
  const bytes = readFileSync(full);
  const text = bytes.toString('utf8');
  const ref = name === undefined ? undefined : /^\d+$/.test(name) ? { line: Number(name) } : { name };
  return {
    file: sourceOf(shownPath(process.cwd(), full), full, text),
    full,
    text,
    utf8: isUtf8(bytes),
    ...(ref ? { ref } : {}),
  };
}

/**
 * The findings a target names: those of the function, or all of the file.
 * @throws UsageError when there is none, or the file has a syntax error
 */
export async function findingsOf(client: AnalysisClient, { file, ref }: Target, mayBeNone = false): Promise<Finding[]> {
  const { findings, errors } = await client.request('check', { file });
  const found = findings.filter(
    (f) =>
      f.rule !== 'unused-disable' &&
      (ref?.name === undefined || f.function === ref.name) &&
      (ref?.line === undefined || f.line === ref.line || f.functionLine === ref.line),
  );
  const [error] = errors;
  if (found.length === 0 && error) throw new UsageError(`${error.file}:${error.line}: ${error.message}`);
  if (found.length === 0 && !mayBeNone) {
    const names = [...new Set(findings.map((f) => f.function).filter(Boolean))];
    const others = names.length > 0 ? ` Found in: ${names.join(', ')}.` : '';
    const where = ref ? `\`${ref.name ?? `line ${ref.line}`}\` of ${file.path}` : file.path;
    throw new UsageError(`No overlapping subproblems were found in ${where}.${others}`);
  }
  return found;
}

/** How the service is asked for exactly this finding. */
export const refOf = ({ line, column }: Finding): FunctionRef => ({ line, column });
