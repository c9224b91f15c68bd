export interface IdleWatch {
  /** Tells how many requests are under way. */
  requests(active: number): void;
  stop(): void;
}

/**
 * Calls `onIdle` once nothing has happened for `limit` milliseconds: no request under way, no job running. Jobs are only
 * asked about when the time is up, so a busy server pays nothing for it.
 */
export function watchIdle(limit: number, runningJobs: () => number, onIdle: () => void): IdleWatch {
  let active = 0;
  let timer: NodeJS.Timeout | undefined;
  function arm(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (active > 0 || runningJobs() > 0) arm();
      else onIdle();
    }, limit);
  }
  arm();
  return {
    requests(now) {
      active = now;
      arm();
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
