import * as l10n from '@vscode/l10n';
import type { RunEngine } from '../../core/jobs/engine.ts';
import type { Finding } from './check.ts';

export interface JobEngineChoice {
  /** What the settings choose for jobs on Local that do not choose for themselves. */
  readonly engine: RunEngine;
  /** Whether they get no more than their instance type has. */
  readonly limitResources: boolean;
}

/** What jobs on Local are run by, as the settings have it and with what there is. */
export function checkJobEngine({ engine, limitResources }: JobEngineChoice, isContainerEngineFound: boolean): Finding {
  if (engine === 'process') {
    return { state: 'found', detail: l10n.t('set to this machine’s R and Python: a job’s image is not used') };
  }
  if (engine === 'docker' && !isContainerEngineFound) {
    return {
      state: 'missing',
      detail: l10n.t('set to the job’s image, always'),
      advice: l10n.t(
        'No job that names an image can run, as no container engine can be used. Install or start one (see Container engine), or set the engine of jobs to automatic.',
      ),
      action: 'openSettings',
    };
  }
  const chosen =
    engine === 'docker'
      ? l10n.t('set to the job’s image, always; a script that has none runs with this machine’s R or Python')
      : isContainerEngineFound
        ? l10n.t('automatic: a job runs in its image where this machine has it, else with this machine’s R or Python')
        : l10n.t('automatic: without a container engine, every script runs with this machine’s R or Python');
  const limited = l10n.t('In an image it gets no more memory and processors than its instance type has.');
  return { state: 'found', detail: limitResources && isContainerEngineFound ? `${chosen}. ${limited}` : chosen };
}
