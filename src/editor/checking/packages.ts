/** The package.json above a document. Read through VS Code, so that it is there in virtual workspaces too. */
import * as vscode from 'vscode';
import type { SourceFile } from '../../protocol/worker.ts';
import { sourceOf } from './documents.ts';

interface Manifest {
  readonly name?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: object;
  readonly peerDependencies?: object;
  readonly optionalDependencies?: object;
}

export interface Package {
  readonly uri: vscode.Uri;
  readonly manifest: Manifest;
}

export class Packages implements vscode.Disposable {
  private readonly byFolder = new Map<string, Promise<Package | undefined>>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/package.json');
  private readonly changed = new vscode.EventEmitter<void>();
  /** A package.json of the workspace is another now. */
  readonly onDidChange = this.changed.event;

  constructor() {
    const forget = ({ path }: vscode.Uri): void => {
      if (path.includes('/node_modules/')) return;
      this.byFolder.clear();
      this.changed.fire();
    };
    this.watcher.onDidChange(forget);
    this.watcher.onDidCreate(forget);
    this.watcher.onDidDelete(forget);
  }

  /** The nearest package.json; undefined where there is none, and for a document without a place. */
  async nearest({ uri }: vscode.TextDocument): Promise<Package | undefined> {
    return uri.scheme === 'untitled' ? undefined : this.at(vscode.Uri.joinPath(uri, '..'));
  }

  /** What the analysis is told of a document: its text as it is now, and the dependencies beside it. */
  async sourceOf(document: vscode.TextDocument): Promise<SourceFile> {
    const file = sourceOf(document);
    const found = await this.nearest(document);
    return found ? { ...file, dependencies: found.manifest.dependencies ?? {} } : file;
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
  }

  private at(folder: vscode.Uri): Promise<Package | undefined> {
    const key = folder.toString();
    const found = this.byFolder.get(key) ?? this.read(folder);
    this.byFolder.set(key, found);
    return found;
  }

  private async read(folder: vscode.Uri): Promise<Package | undefined> {
    const uri = vscode.Uri.joinPath(folder, 'package.json');
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { uri, manifest: JSON.parse(new TextDecoder().decode(bytes)) as Manifest };
    } catch {
      const above = vscode.Uri.joinPath(folder, '..');
      return above.path === folder.path ? undefined : this.at(above);
    }
  }
}

/** Whether the package can import a module as things are: it names it, or is it. */
export const names = ({ manifest }: Package, module: string): boolean =>
  manifest.name === module ||
  [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies, manifest.optionalDependencies].some(
    (group) => group !== undefined && Object.hasOwn(group, module),
  );
