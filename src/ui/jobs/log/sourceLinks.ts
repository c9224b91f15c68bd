import path from 'node:path';
import * as vscode from 'vscode';
import { containerPaths } from '../../../core/aws/container.ts';
import type { Files } from '../../../core/ports/files.ts';
import type { RunStore } from '../../kit/state/runStore.ts';
import { sourceReferences, type SourceReference } from './references.ts';

class SourceLink extends vscode.TerminalLink {
  readonly file: string;
  readonly line: number;

  constructor(file: string, { start, length, line }: SourceReference) {
    super(start, length, vscode.l10n.t('Open {0}, line {1}', path.basename(file), line));
    this.file = file;
    this.line = line;
  }
}

/** Folder of the script while it runs, seen from inside the job. */
const codePrefix = `${containerPaths.code}/`;

/** Makes the files and lines of tracebacks in a terminal links into the workspace. */
export class SourceLinks implements vscode.TerminalLinkProvider<SourceLink> {
  readonly #store: RunStore;
  readonly #files: Files;

  constructor(store: RunStore, files: Files) {
    this.#store = store;
    this.#files = files;
  }

  async provideTerminalLinks({ line }: vscode.TerminalLinkContext): Promise<SourceLink[]> {
    const links = await Promise.all(sourceReferences(line).map((readings) => this.#link(readings)));
    return links.filter((link) => link !== undefined);
  }

  async handleTerminalLink({ file, line }: SourceLink): Promise<void> {
    const position = new vscode.Position(Math.max(0, line - 1), 0);
    await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(position, position) });
  }

  /** Of the first reading that is a file. */
  async #link(readings: readonly SourceReference[]): Promise<SourceLink | undefined> {
    for (const reading of readings) {
      const file = await this.#find(reading.file);
      if (file !== undefined) return new SourceLink(file, reading);
    }
    return undefined;
  }

  /** The workspace's file that a job's path stands for. */
  async #find(written: string): Promise<string | undefined> {
    const inCode = written.startsWith(codePrefix);
    const relative = inCode ? written.slice(codePrefix.length) : written;
    if (path.isAbsolute(relative)) return (await this.#isFile(relative)) ? relative : undefined;
    const workspace = vscode.workspace.workspaceFolders ?? [];
    const folders = [
      ...this.#store.scripts().map((script) => path.dirname(script)),
      ...workspace.map(({ uri }) => uri.fsPath),
    ];
    for (const folder of new Set(folders)) {
      const candidate = path.resolve(folder, relative);
      if (await this.#isFile(candidate)) return candidate;
    }
    return undefined;
  }

  async #isFile(file: string): Promise<boolean> {
    return (await this.#files.info(file))?.kind === 'file';
  }
}
