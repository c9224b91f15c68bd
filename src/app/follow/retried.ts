import { isAppError, type AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called before each wait. */
  readonly onInterrupted?: ((error: AppError) => void) | undefined;
}

const firstWait = 500;
const longestWait = 15_000;
const patience = 30 * 60_000;

/** Calls again, ever more slowly and for half an hour, when the connection is lost or the service is busy. Any other error is thrown. */
export async function retried<T>(call: () => Promise<T>, { clock, signal, onInterrupted }: RetryOptions): Promise<T> {
  const started = clock.now().getTime();
  for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
    try {
      return await call();
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || clock.now().getTime() - started > patience) throw error;
      onInterrupted?.(error);
      await clock.sleep(wait, signal);
    }
  }
}

function isPassing(error: unknown): error is AppError {
  return (
    isAppError(error) && (error.code === 'NetworkUnreachable' || error.code === 'Throttled' || error.action === 'retry')
  );
}
