/** When to poll next. Busy: at the interval. Quiet: ever more slowly, to four times the interval. */
export interface PollPace {
  /** Something came. */
  busy(): void;
  /** Milliseconds to wait now. */
  wait(): number;
  /** True when this poll should also ask for the job's state, which changes seldom. */
  describes(): boolean;
}

const slowest = 4;
const growth = 1.08;
/** Every so many polls the state is asked for; every time at intervals this short (milliseconds), which only Local has. */
const describeEvery = 2;
const cheap = 1_000;

export function createPollPace(interval: number): PollPace {
  let factor = 1;
  let polls = 0;
  return {
    busy: () => {
      factor = 1;
    },
    wait: () => {
      const wait = interval * factor;
      factor = Math.min(factor * growth, slowest);
      return wait;
    },
    describes: () => interval < cheap || polls++ % describeEvery === 0,
  };
}
