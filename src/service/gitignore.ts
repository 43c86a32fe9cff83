import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files that hold in a folder, outermost first. */
export class GitIgnores {
  private constructor(private readonly levels: readonly Level[]) {}

  /**
   * What holds in `folder`, from the root of its repository down; outside a repository, its own file alone. A folder
   * that is itself ignored was asked for by name, so only the files from it downward count.
   * @param folder absolute path
   */
  static at(folder: string): GitIgnores {
    const chain: string[] = [];
    for (let at = folder; ; at = dirname(at)) {
      chain.unshift(at);
      if (existsSync(join(at, '.git'))) break;
      if (dirname(at) === at) {
        chain.splice(0, chain.length, folder);
        break;
      }
    }
    let ignores = new GitIgnores([]);
    for (const at of chain) {
      if (ignores.ignores(at, true)) return new GitIgnores([]).enter(folder);
      ignores = ignores.enter(at);
    }
    return ignores;
  }

  /** What holds in a folder below, with its own `.gitignore` added. */
  enter(folder: string): GitIgnores {
    let text: string;
    try {
      text = readFileSync(join(folder, '.gitignore'), 'utf8');
    } catch {
      return this;
    }
    return new GitIgnores([...this.levels, { folder, rules: ignore().add(text) }]);
  }

  /** The innermost file with an opinion decides. */
  ignores(path: string, isFolder: boolean): boolean {
    for (let i = this.levels.length - 1; i >= 0; i--) {
      const { folder, rules } = this.levels[i]!;
      const inside = relative(folder, path).split(sep).join('/');
      if (inside === '' || inside.startsWith('../')) continue;
      const { ignored, unignored } = rules.test(isFolder ? `${inside}/` : inside);
      if (ignored) return true;
      if (unignored) return false;
    }
    return false;
  }
}
