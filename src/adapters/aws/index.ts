import { abortable } from '../../core/abortable.ts';
import type { Connection } from '../../core/connection.ts';
import type { Backend, Backends } from '../../core/ports/backend.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { LocalServerOptions } from '../process/localServer.ts';
import { createAwsBackend } from './awsBackend.ts';
import { createLocalBackend } from './localBackend.ts';

export { createAwsProfiles } from './profiles.ts';
export type { LocalServerOptions } from '../process/localServer.ts';

export interface CreateBackendsOptions {
  readonly local: LocalServerOptions;
  readonly logger: Logger;
}

/**
 * Backends over the AWS SDK, one per connection, made on first use; a failure is not remembered. Starting Local SageMaker is part of
 * asking for its backend. Who aborts waits no longer; others get what was begun.
 */
export function createBackends({ local, logger }: CreateBackendsOptions): Backends {
  const backends = new Map<string, Promise<Backend>>();
  const make = (connection: Connection): Promise<Backend> =>
    connection.kind === 'local' ? createLocalBackend(local, logger) : createAwsBackend(connection);
  return {
    get: (connection, signal) => {
      signal?.throwIfAborted();
      const key = JSON.stringify(connection);
      const known = backends.get(key) ?? make(connection);
      backends.set(key, known);
      known.catch(() => backends.delete(key));
      return abortable(known, signal);
    },
  };
}
