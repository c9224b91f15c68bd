import * as vscode from 'vscode';

/** A run is not to go on as something is made ready for it first: nobody gave it up. */
export class RunPutOff extends vscode.CancellationError {
  /** Told by the name, not by `instanceof`: the extension's files each carry their own copy of the class. */
  override readonly name = 'RunPutOff';
}

/** What to say of a run that did not come about. */
export function nothingRunText(error: unknown): string {
  return error instanceof Error && error.name === 'RunPutOff'
    ? vscode.l10n.t(
        'Nothing was run yet: build the image when the Dockerfile has what is missing, then run the script again.',
      )
    : vscode.l10n.t('Cancelled: nothing was run.');
}
