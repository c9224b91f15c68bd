import * as l10n from '@vscode/l10n';
import type { Connection } from '../core/connection.ts';
import { errorText, isAbort, isAppError } from '../core/errors.ts';
import type { AwsProfiles } from '../core/ports/awsProfiles.ts';
import type { Backends } from '../core/ports/backend.ts';
import type { ContainerEngines } from '../core/ports/containerEngine.ts';
import type { Files } from '../core/ports/files.ts';
import type { ProcessRunner } from '../core/ports/processRunner.ts';
import type { DoctorCheck, DoctorCheckId, Finding } from './doctor/check.ts';
import { checkEngine } from './doctor/engine.ts';
import { checkJobEngine, type JobEngineChoice } from './doctor/jobEngine.ts';
import { checkDisk, checkInterpreter, checkProfiles, checkSandbox } from './doctor/machine.ts';
import type { InterpreterCandidate } from './findInterpreter.ts';

export type { DoctorCheck, DoctorCheckId } from './doctor/check.ts';

export interface RunDoctorOptions {
  readonly connection: Connection;
  readonly backends: Backends;
  readonly processes: ProcessRunner;
  readonly engines: ContainerEngines;
  /** How the settings have jobs on Local run. */
  readonly jobEngine: JobEngineChoice;
  readonly files: Files;
  readonly profiles: AwsProfiles;
  readonly rCandidates: readonly InterpreterCandidate[];
  readonly pythonCandidates: readonly InterpreterCandidate[];
  /** Folder of Local SageMaker's state. */
  readonly localRoot: string;
  /** Called as each check ends, in the order of the result. */
  readonly onCheck?: (check: DoctorCheck) => void;
  readonly signal?: AbortSignal;
}

/** Looks at everything a run needs on this machine and in the connection. Never fails but by the signal: what goes wrong is a check. */
export async function runDoctor(options: RunDoctorOptions): Promise<DoctorCheck[]> {
  const { processes, engines, jobEngine, files, profiles, localRoot, signal } = options;
  const done: DoctorCheck[] = [];
  const isFound = (id: DoctorCheckId): boolean => done.some((check) => check.id === id && check.state === 'found');
  const checks: [DoctorCheckId, string, () => Promise<Finding>][] = [
    ['r', l10n.t('R'), () => checkInterpreter(options, 'r', options.rCandidates, signal)],
    ['python', l10n.t('Python'), () => checkInterpreter(options, 'python', options.pythonCandidates, signal)],
    ['sandbox', l10n.t('Sandbox (bubblewrap)'), () => checkSandbox(processes, signal)],
    ['disk', l10n.t('Disk'), () => checkDisk(files, localRoot)],
    ['docker', l10n.t('Container engine'), () => checkEngine(engines, signal)],
    ['engine', l10n.t('Engine of jobs'), () => Promise.resolve(checkJobEngine(jobEngine, isFound('docker')))],
    ['profile', l10n.t('AWS profiles'), () => checkProfiles(profiles)],
    ['connection', l10n.t('Connection'), () => checkConnection(options)],
  ];
  for (const [id, title, look] of checks) {
    const finding = { advice: undefined, action: undefined, ...(await look().catch(broken)) };
    const check = { id, title, ...finding, state: stateFor(options.connection, id, finding.state) };
    done.push(check);
    options.onCheck?.(check);
  }
  return done;
}

const ofLocal: readonly DoctorCheckId[] = ['r', 'python', 'sandbox', 'disk', 'engine'];

/** What only Local uses stands in no way of runs on AWS. */
function stateFor({ kind }: Connection, id: DoctorCheckId, state: DoctorCheck['state']): DoctorCheck['state'] {
  const isOfLocal = ofLocal.includes(id);
  return kind === 'aws' && isOfLocal && state !== 'found' ? 'unneeded' : state;
}

async function checkConnection({ backends, connection, signal }: RunDoctorOptions): Promise<Finding> {
  const backend = await backends.get(connection, signal);
  const account = await backend.account.accountId(signal);
  const name = connection.kind === 'local' ? l10n.t('Local SageMaker') : connection.profile;
  return { state: 'found', detail: l10n.t('{0}, account {1}, {2}', name, account, backend.region) };
}

function broken(error: unknown): Finding {
  if (isAbort(error)) throw error;
  const action = isAppError(error) ? error.action : undefined;
  return { state: 'missing', detail: l10n.t('does not work'), advice: errorText(error), ...(action && { action }) };
}
