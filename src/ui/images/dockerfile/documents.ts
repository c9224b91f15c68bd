import * as vscode from 'vscode';

const scheme = 'sagemaker-dockerfile';

/** Texts that are shown before, or without, being a file: what a file would become, and what could not be resolved. */
export class DockerfileDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  /** Comparisons that wait for an answer, by the path of the file: whether what is proposed is to be used. */
  readonly comparisons = new Map<string, (isUsed: boolean) => void>();

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** A read-only document with the text; `path` ends in the name that it bears. */
  document(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: path.startsWith('/') ? path : `/${path}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
