import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { Backend } from '../core/ports/backend.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { LogEvent } from '../core/ports/jobLogs.ts';

export type FollowEvent =
  | { readonly kind: 'job'; readonly job: DescribeProcessingJobResponse }
  /** Lines of one host, in order, none lost or repeated. `host` is `algo-1` and so on. */
  | { readonly kind: 'log'; readonly host: string; readonly events: readonly LogEvent[] };

export interface FollowJobOptions {
  readonly backend: Backend;
  readonly name: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Follows a job, running or ended: its state whenever it changes (the first event is always the state), its log as it
 * comes, and at last the terminal state, after the last line. Lost connections are retried; a denied call is not.
 */
// eslint-disable-next-line require-yield, @typescript-eslint/require-await
export async function* followJob(_options: FollowJobOptions): AsyncGenerator<FollowEvent, void> {
  Object(_options);
  throw new Error('not built yet');
}
