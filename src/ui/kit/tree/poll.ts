import { errorText, isAbort } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';

export interface PollOptions {
  /** A view of VS Code. */
  readonly view: {
    readonly visible: boolean;
    readonly onDidChangeVisibility: (listener: (change: { readonly visible: boolean }) => void) => {
      dispose(): unknown;
    };
  };
  readonly refresh: () => Promise<void>;
  /** Milliseconds to the next refresh, asked for before each; undefined where nothing polls. */
  readonly pause: (() => number) | undefined;
  /** Milliseconds after which a view that comes in sight again is refreshed. */
  readonly staleAfter: number;
  /** When it was last read, in milliseconds. */
  readonly readAt: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Refreshes a view while it is visible, and when it comes in sight; not at all while it is hidden. A refresh that fails is logged, and the
 * next one comes all the same.
 */
export function pollWhileVisible(options: PollOptions): { now: () => void; dispose: () => void } {
  const { view, pause, staleAfter, readAt, clock, logger } = options;
  let watching = new AbortController();
  let lastFailure = '';
  let isStale = false;

  const refresh = async (): Promise<void> => {
    try {
      await options.refresh();
      lastFailure = '';
    } catch (error) {
      // Once, not each second.
      if (errorText(error) !== lastFailure) logger.error('a view could not be refreshed', error);
      lastFailure = errorText(error);
    }
  };
  const watch = async (pauseOf: () => number, { signal }: AbortController): Promise<void> => {
    try {
      while (view.visible) {
        await clock.sleep(pauseOf(), signal);
        await refresh();
      }
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  };
  const restart = (): void => {
    watching.abort();
    watching = new AbortController();
    if (view.visible && pause) void watch(pause, watching);
  };
  const now = (): void => {
    isStale = !view.visible;
    if (view.visible) void refresh().finally(restart);
  };
  const visibility = view.onDidChangeVisibility(({ visible }) => {
    if (visible && (isStale || clock.now().getTime() - readAt() >= staleAfter)) now();
    else restart();
  });
  restart();
  return {
    now,
    dispose: () => {
      watching.abort();
      visibility.dispose();
    },
  };
}
