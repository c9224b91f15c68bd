import type { Logger } from '../../core/ports/logger.ts';
import type { AwsProfiles } from '../../core/ports/awsProfiles.ts';
import type { Backends } from '../../core/ports/backend.ts';

export interface LocalServerOptions {
  /** Folder of the state; windows with the same root share one server. */
  readonly root: string;
  /** Absolute path of `dist/local.js`. */
  readonly program: string;
  /** What runs it: `process.execPath`, started with ELECTRON_RUN_AS_NODE=1. */
  readonly executable: string;
}

export interface CreateBackendsOptions {
  readonly local: LocalServerOptions;
  /** The extension's own environment: AWS_ENDPOINT_URL and the credentials' variables are honoured. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
}

/** Backends over the AWS SDK. Starting Local SageMaker is part of asking for its backend. */
export function createBackends(_options: CreateBackendsOptions): Backends {
  Object(_options);
  return { get: () => Promise.reject(new Error('not built yet')) };
}

/** Names and regions of the user's AWS profiles. */
export function createAwsProfiles(): AwsProfiles {
  return { list: () => Promise.reject(new Error('not built yet')) };
}
