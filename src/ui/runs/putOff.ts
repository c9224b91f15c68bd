import * as vscode from 'vscode';

/** A run is not to go on as something is made ready for it first: nobody gave it up. */
export class RunPutOff extends vscode.CancellationError {}

/** What to say of a run that did not come about. */
export function nothingRunText(error: unknown): string {
  return error instanceof RunPutOff
    ? vscode.l10n.t(
        'Nothing was run yet: build the image when the Dockerfile has what is missing, then run the script again.',
      )
    : vscode.l10n.t('Cancelled: nothing was run.');
}
