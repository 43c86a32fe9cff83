/** Which function of a document, as it is now, the caches of the last run belong to. */
import * as vscode from 'vscode';
import { type CacheRow, rowsOf } from '../../profile/rows.ts';
import type { CachedFunction } from '../../protocol/worker.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import { isSupported, sourceOf } from '../checking/documents.ts';
import type { Runs } from '../debug/runs.ts';
import { uriOf } from './reveal.ts';

export interface Placed {
  /** Line of the function, or of the cache where the function is not known; from 0. */
  readonly line: number;
  readonly rows: readonly CacheRow[];
  /** The document was edited since the run. */
  readonly stale: boolean;
}

export class Places {
  private readonly edited = new Set<string>();
  private readonly functions = new Map<string, { version: number; found: Thenable<readonly CachedFunction[]> }>();

  private readonly late = new vscode.EventEmitter<void>();
  /** Functions have become known that an answer did without. */
  readonly onDidLearn = this.late.event;

  constructor(
    private readonly runs: Runs,
    private readonly client: AnalysisClient,
  ) {}

  /** The caches of the newest run in this document, by line. */
  async in(document: vscode.TextDocument): Promise<Placed[]> {
    const run = this.runs.newest();
    const file = document.uri.toString();
    const rows = (run ? rowsOf(run) : []).filter(({ site }) => site && uriOf(site).toString() === file);
    if (rows.length === 0) return [];
    const functions = await this.soon(this.cached(document));
    const stale = this.edited.has(file);
    const lines = new Map<number, CacheRow[]>();
    for (const row of rows) {
      const line = lineOf(row, functions);
      if (line >= document.lineCount) continue;
      lines.set(line, [...(lines.get(line) ?? []), row]);
    }
    return [...lines].map(([line, all]) => ({ line, rows: all, stale }));
  }

  /** A new run has begun: what it measures is of the text as it is now. */
  fresh(): void {
    this.edited.clear();
  }

  edit(document: vscode.TextDocument): void {
    if (this.runs.newest()) this.edited.add(document.uri.toString());
  }

  forget(document: vscode.TextDocument): void {
    this.functions.delete(document.uri.toString());
  }

  private async soon(found: Thenable<readonly CachedFunction[]>): Promise<readonly CachedFunction[]> {
    const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
    const known = await Promise.race([found, timeout]);
    if (known === undefined) void found.then((all) => all.length > 0 && this.late.fire());
    return known ?? [];
  }

  private cached(document: vscode.TextDocument): Thenable<readonly CachedFunction[]> {
    const key = document.uri.toString();
    const known = this.functions.get(key);
    if (known?.version === document.version) return known.found;
    const found = isSupported(document)
      ? this.client.request('cached', { file: sourceOf(document) }).catch(() => [])
      : Promise.resolve([]);
    this.functions.set(key, { version: document.version, found });
    return found;
  }
}

/** Milliseconds that a lens may wait for the functions; until they are known it stands at the cache itself. */
const patience = 300;

/** A table lies in its function or above it; the function is what a person looks for. */
function lineOf({ name, site }: CacheRow, functions: readonly CachedFunction[]): number {
  const at = site?.line ?? 1;
  const far = ({ functionLine }: CachedFunction): number => Math.abs(functionLine - at);
  const [nearest] = functions.filter((f) => f.function === name).sort((a, b) => far(a) - far(b));
  return (nearest?.line ?? at) - 1;
}
