import type { TreeView } from 'vscode';
import { isAbort } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';

/** Milliseconds between two refreshes of a view that is looked at. */
const pauses = {
  local: { running: 1_000, idle: 10_000 },
  aws: { running: 5_000, idle: 30_000 },
} as const;

export interface RefreshingOptions {
  readonly view: TreeView<unknown>;
  readonly refresh: () => Promise<void>;
  readonly anyRunning: () => boolean;
  readonly connection: () => 'local' | 'aws';
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Refreshes a view while it is visible, faster while something runs, not at all when it is hidden. */
export function refreshWhileVisible(options: RefreshingOptions): { now: () => void; dispose: () => void } {
  const { view, refresh, anyRunning, connection, clock, logger } = options;
  let watching = new AbortController();

  const watch = async (signal: AbortSignal): Promise<void> => {
    try {
      while (view.visible) {
        await clock.sleep(pauses[connection()][anyRunning() ? 'running' : 'idle'], signal);
        await refresh();
      }
    } catch (error) {
      if (!isAbort(error)) logger.error('the Jobs view stopped refreshing', error);
    }
  };
  const restart = (): void => {
    watching.abort();
    watching = new AbortController();
    if (view.visible) void watch(watching.signal);
  };
  const now = (): void => {
    if (view.visible) void refresh().finally(restart);
  };
  const visibility = view.onDidChangeVisibility(({ visible }) => {
    if (visible) now();
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
