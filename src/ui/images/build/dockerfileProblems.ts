import path from 'node:path';
import * as vscode from 'vscode';
import type { DockerfileProblem } from '../../../core/images/dockerfileProblem.ts';

/** What the last build of each Dockerfile found wrong in it, in the Problems view and in the editor. */
export class DockerfileProblems implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('sagemaker-image');

  clear(dockerfile: string): void {
    this.#diagnostics.delete(vscode.Uri.file(dockerfile));
  }

  set(dockerfile: string, { line, endLine, message }: DockerfileProblem): void {
    const range = new vscode.Range(line - 1, 0, endLine - 1, Number.MAX_SAFE_INTEGER);
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = vscode.l10n.t('build of {0}', path.basename(dockerfile));
    this.#diagnostics.set(vscode.Uri.file(dockerfile), [diagnostic]);
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }
}
