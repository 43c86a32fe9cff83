import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Finding } from '../../protocol/finding.ts';
import { UsageError } from '../usage.ts';

interface Entry {
  readonly rule: string;
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly function: string;
  /** How many alike, for functions of one name in one file. */
  readonly count: number;
}

const keyOf = (entry: Omit<Entry, 'count'>): string => JSON.stringify([entry.file, entry.rule, entry.function]);

/** Findings that a project has decided to live with: known by rule, file and function, so that lines may move. */
export class Baseline {
  private constructor(
    private readonly path: string,
    private entries: readonly Entry[],
  ) {}

  /**
   * @param fresh whether the file is about to be written, so that it need not be there
   * @throws UsageError when the file cannot be read or is no baseline
   */
  static open(path: string, fresh = false): Baseline {
    if (fresh) return new Baseline(path, []);
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new UsageError(`${path}: ${(error as Error).message} (--update-baseline makes one)`);
    }
    const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown };
    if (version !== 1 || !Array.isArray(findings)) throw new UsageError(`${path} is not a baseline of memoscope`);
    return new Baseline(path, findings as Entry[]);
  }

  /** Writes the findings as the new baseline. */
  record(findings: readonly Finding[]): void {
    const counts = new Map<string, Entry>();
    for (const finding of findings) {
      const entry = this.entryOf(finding);
      const key = keyOf(entry);
      counts.set(key, { ...entry, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    this.entries = [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    writeFileSync(this.path, `${JSON.stringify({ version: 1, findings: this.entries }, null, 2)}\n`);
  }

  split(findings: readonly Finding[]): { fresh: Finding[]; known: Finding[] } {
    const left = new Map(this.entries.map((entry) => [keyOf(entry), entry.count]));
    const fresh: Finding[] = [];
    const known: Finding[] = [];
    for (const finding of findings) {
      const key = keyOf(this.entryOf(finding));
      const count = left.get(key) ?? 0;
      (count > 0 ? known : fresh).push(finding);
      left.set(key, count - 1);
    }
    return { fresh, known };
  }

  private entryOf({ rule, file, function: name }: Finding): Entry {
    const inside = relative(dirname(resolve(this.path)), resolve(file));
    return { rule, file: inside.split(sep).join('/'), function: name, count: 1 };
  }
}
