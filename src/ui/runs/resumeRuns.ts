import * as vscode from 'vscode';
import type { LogTerminals } from '../jobs/log/logTerminals.ts';
import type { Services } from '../kit/services.ts';

/** After a reload, the runs of this workspace that were in progress get their log again: once it is trusted. */
export function resumeRuns({ runs, logger }: Services, terminals: LogTerminals): vscode.Disposable {
  const resume = (): void => {
    for (const { job, connection } of runs.active) {
      logger.info(`following ${job.name} again`);
      terminals.show(connection, job, true);
    }
  };
  if (vscode.workspace.isTrusted) resume();
  return vscode.workspace.onDidGrantWorkspaceTrust(resume);
}
