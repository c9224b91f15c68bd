import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

const scheme = 'sagemaker-doctor';

/** Shows the reports of the doctor as read-only Markdown. */
export class DoctorReport implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;
  readonly #window = randomUUID();
  #count = 0;
  #text = '';

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    if (uri.query === this.#query) return this.#text;
    return vscode.l10n.t('This report is no longer kept. Run _SageMaker: Run Doctor_ again.');
  }

  async show(text: string): Promise<void> {
    this.#text = text;
    this.#count++;
    // A document of its own: the preview would first show again what it last read of the same one.
    const path = `/${vscode.l10n.t('SageMaker Doctor')}.md`;
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path, query: this.#query }));
  }

  /** Names a report among all of all windows. */
  get #query(): string {
    return `${this.#window} ${this.#count}`;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
