import path from 'node:path';
import * as vscode from 'vscode';
import { jobBase, jobTitle } from '../../core/jobs/jobName.ts';
import { scriptsOf } from '../kit/scriptsOf.ts';
import type { JobCommandParts } from './jobCommands.ts';
import { isJobsNode, jobOf } from './tree/nodes.ts';

/** Opens the table of a script's runs: of the script that was clicked, or is in front, or that the job of a row ran. */
export async function runsOfScript(
  { services, panels }: JobCommandParts,
  [argument, ...others]: readonly unknown[],
): Promise<void> {
  const { store, settings, backends, extensionUri, tableCopies: copies, logger } = services;
  const node = isJobsNode(argument) ? jobOf(argument) : undefined;
  const [picked] = node ? [] : await scriptsOf([argument, ...others], vscode.l10n.t('Show the runs of which script?'));
  if (!node && !picked) return;
  const script = node ? store.pastRun(node.job)?.script : picked?.fsPath;
  // The latest of its names: whoever calls a run otherwise looks for that.
  const [known] = script === undefined ? [] : store.titlesOf(script);
  const title = node ? jobTitle(node.job.name) : (known ?? jobBase(path.basename(script ?? '')));
  const { showRuns } = await import('../outputs/runs/runsPanel.ts');
  showRuns({
    extensionUri,
    backends,
    copies,
    logger,
    panels,
    connection: node?.connection ?? settings.connection(),
    title,
    isOfScript: ({ ref }) => {
      // Of jobs that others started only the name is known.
      const other = store.pastRun(ref)?.script;
      return script === undefined || other === undefined || other === script;
    },
  });
}
