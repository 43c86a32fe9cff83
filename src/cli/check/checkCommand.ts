import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { FileError, FileReport, RuleId, Verdict } from '../../protocol/finding.ts';
import type { SourceFile } from '../../protocol/worker.ts';
import { type ProjectFile, isSource, projectFiles, shownPath } from '../../service/project.ts';
import { isSettled } from '../../service/settled.ts';
import { isShown } from '../../service/shown.ts';
import { readSource, sourceOf } from '../../service/sources.ts';
import { UsageError, print } from '../usage.ts';
import { checkAll, failed } from './analyzers.ts';
import { Baseline } from './baseline.ts';
import type { Checked } from './checked.ts';
import { progress } from './progress.ts';
import { type Format, reporters } from './reporters.ts';

export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  /** The least sure verdict that is shown. */
  readonly verdict: Verdict;
  /** Rules to show; none: all. */
  readonly rules: readonly RuleId[];
  /** Findings that are listed; the others are only counted. 0 or more. */
  readonly maxFindings?: number;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

/**
 * `memoscope check`
 * @returns 0 nothing found, 1 findings, 2 a named path that is not there or cannot be read, or an internal failure
 */
export async function checkCommand(options: CheckArguments): Promise<number> {
  const started = performance.now();
  const baseline = options.baseline === undefined ? undefined : Baseline.open(options.baseline, options.updateBaseline);
  const { files, reports, errors: wrongPaths } = await (options.stdin ? checkStdin(options) : checkPaths(options));
  const all = reports.flatMap((report) => report.findings);
  const shown = all.filter((finding) => isShown(finding, options.verdict, options.rules));
  if (options.updateBaseline) baseline?.record(shown);
  const { fresh, known } = baseline ? baseline.split(shown) : { fresh: shown, known: [] };
  const listed = fresh.slice(0, options.maxFindings);
  const errors = [...wrongPaths, ...reports.flatMap((report) => report.errors)].sort(byPlace);
  const checked: Checked = {
    version: 1,
    files,
    durationMs: Math.round(performance.now() - started),
    findings: listed,
    errors,
    notListed: fresh.length - listed.length,
    known,
  };
  print(reporters[options.format](checked));
  if (wrongPaths.length > 0 || errors.some((error) => error.message.startsWith(failed))) return 2;
  return fresh.length > 0 ? 1 : 0;
}

interface Reports {
  readonly files: number;
  readonly reports: readonly FileReport[];
  readonly errors: readonly FileError[];
}

async function checkPaths({ paths, verdict }: CheckArguments): Promise<Reports> {
  const cwd = process.cwd();
  const project = projectFiles(paths.length > 0 ? paths : ['.'], cwd);
  const bar = progress(project.files.length);
  const unread: FileReport = { findings: [], errors: project.unread };
  const wrong = [...project.errors];
  let skipped = 0;
  const read = (index: number): SourceFile | FileReport => {
    const file = project.files[index]!;
    const source = open(file, wrong);
    if ('findings' in source) {
      skipped++;
      return source;
    }
    // Most files are done here, without a thread and without a parser.
    return isSettled(source) ? { findings: [], errors: [] } : source;
  };
  try {
    const reports = await checkAll(project.files.length, read, bar.step, { unsettled: true, least: verdict });
    return { files: project.files.length - skipped, reports: [...reports, unread], errors: wrong };
  } finally {
    bar.end();
  }
}

/**
 * The source of a file, or what is reported in its place.
 * @param wrong gets a file that was named and cannot be read
 */
function open({ path, full, named }: ProjectFile, wrong: FileError[]): SourceFile | FileReport {
  const fail = (message: string): FileReport => ({ findings: [], errors: [{ file: path, line: 1, message }] });
  try {
    const source = readSource(path, full);
    if (!('skipped' in source)) return source;
    return named ? fail(source.skipped) : { findings: [], errors: [] };
  } catch (error) {
    const unread = fail(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    if (!named) return unread;
    wrong.push(...unread.errors);
    return { findings: [], errors: [] };
  }
}

async function checkStdin({ stdinFilename = 'stdin.ts', paths, verdict }: CheckArguments): Promise<Reports> {
  if (paths.length > 0) throw new UsageError('--stdin checks one text: name no paths with it');
  if (!isSource(stdinFilename)) throw new UsageError(`${stdinFilename} is not a JavaScript or TypeScript file`);
  const full = resolve(stdinFilename);
  const file = sourceOf(shownPath(process.cwd(), full), full, await text(process.stdin));
  const reports = await checkAll(
    1,
    () => file,
    () => {},
    { least: verdict },
  );
  return { files: 1, reports, errors: [] };
}

function byPlace(a: FileError, b: FileError): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}
