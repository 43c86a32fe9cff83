/** Private temporary folders in which programs leave their last snapshot; each is read once and removed. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { StatisticsSnapshot } from '../../protocol/statistics.ts';

export class FinalFolders {
  private readonly made = new Set<string>();

  constructor(private readonly onProblem: (message: string) => void) {}

  make(): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memoscope-'));
    this.made.add(folder);
    return folder;
  }

  /** The last snapshots that are there; files that are not whole JSON are left out. */
  async read(folder: string): Promise<StatisticsSnapshot[]> {
    if (!this.made.has(folder)) return [];
    const names = await fs.promises.readdir(folder).catch(() => []);
    const snapshots: StatisticsSnapshot[] = [];
    for (const name of names.filter((file) => /^\d+-\d+\.json$/.test(file)).sort()) {
      try {
        const text = await fs.promises.readFile(path.join(folder, name), 'utf8');
        snapshots.push(JSON.parse(text) as StatisticsSnapshot);
      } catch (error) {
        this.onProblem(`final snapshot ${name}: ${String(error)}`);
      }
    }
    return snapshots;
  }

  remove(folder: string): void {
    if (this.made.delete(folder)) fs.rmSync(folder, { recursive: true, force: true });
  }

  dispose(): void {
    for (const folder of this.made) this.remove(folder);
  }
}
