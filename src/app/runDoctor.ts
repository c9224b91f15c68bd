import type { Connection } from '../core/connection.ts';
import type { ErrorAction } from '../core/errors.ts';
import type { AwsProfiles } from '../core/ports/awsProfiles.ts';
import type { Backends } from '../core/ports/backend.ts';
import type { Files } from '../core/ports/files.ts';
import type { ProcessRunner } from '../core/ports/processRunner.ts';
import type { InterpreterCandidate } from './findInterpreter.ts';

export type DoctorCheckId = 'r' | 'python' | 'sandbox' | 'disk' | 'docker' | 'profile' | 'connection';

export interface DoctorCheck {
  readonly id: DoctorCheckId;
  /** What was looked at, such as `R`. */
  readonly title: string;
  /** `missing` stands in the way of a run; `limited` only takes something away. */
  readonly state: 'found' | 'limited' | 'missing';
  /** What was found: version and path, free space, account. */
  readonly detail: string;
  /** What to do; undefined when all is well. */
  readonly advice: string | undefined;
  readonly action: ErrorAction | undefined;
}

export interface RunDoctorOptions {
  readonly connection: Connection;
  readonly backends: Backends;
  readonly processes: ProcessRunner;
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

/** Looks at everything a run needs on this machine and in the connection. Never fails: what goes wrong is a check. */
export function runDoctor(_options: RunDoctorOptions): Promise<DoctorCheck[]> {
  Object(_options);
  return Promise.reject(new Error('not built yet'));
}
