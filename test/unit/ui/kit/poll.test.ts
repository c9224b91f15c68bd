import { expect, it } from 'vitest';
import { pollWhileVisible, type PollOptions } from '../../../../src/ui/kit/tree/poll.ts';
import { quietLogger } from '../../../support/localBackend.ts';

/** A view, and a clock whose time passes when it is told to. */
function start(options: Partial<PollOptions> & Pick<PollOptions, 'refresh'>, visible = true) {
  let time = 0;
  const sleepers = new Map<() => void, number>();
  const listeners = new Set<(change: { readonly visible: boolean }) => void>();
  const onDidChangeVisibility: PollOptions['view']['onDidChangeVisibility'] = (listener) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  const view = { visible, onDidChangeVisibility };
  const polling = pollWhileVisible({
    view,
    pause: () => 1000,
    staleAfter: 0,
    readAt: () => 0,
    clock: {
      now: () => new Date(time),
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          sleepers.set(resolve, time + milliseconds);
          signal?.addEventListener('abort', () => {
            sleepers.delete(resolve);
            reject(new DOMException('aborted', 'AbortError'));
          });
        }),
    },
    logger: quietLogger,
    ...options,
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    polling,
    pass: async (milliseconds: number): Promise<void> => {
      time += milliseconds;
      for (const [wake, at] of sleepers) {
        if (at > time) continue;
        sleepers.delete(wake);
        wake();
      }
      await settled();
    },
    show: async (isVisible: boolean): Promise<void> => {
      view.visible = isVisible;
      for (const listener of listeners) listener({ visible: isVisible });
      await settled();
    },
  };
}

it('a refresh that fails is logged once, and the next one comes all the same', async () => {
  const logged: string[] = [];
  let refreshes = 0;
  const { pass, polling } = start({
    refresh: () => {
      refreshes += 1;
      return refreshes < 4 ? Promise.reject(new Error('busy')) : Promise.resolve();
    },
    logger: { ...quietLogger, error: (_message, error) => logged.push(String(error)) },
  });
  for (let second = 0; second < 5; second += 1) await pass(1000);
  expect(refreshes).toBe(5);
  expect(logged).toEqual(['Error: busy']);
  polling.dispose();
});

it('nothing is read while nobody looks, and what was to be is read when the view comes in sight', async () => {
  let refreshes = 0;
  const { pass, show, polling } = start({
    refresh: () => {
      refreshes += 1;
      return Promise.resolve();
    },
    staleAfter: 60_000,
  });
  await pass(1000);
  expect(refreshes).toBe(1);
  await show(false);
  await pass(10_000);
  await show(true);
  expect(refreshes).toBe(1);
  await show(false);
  polling.now();
  await pass(10_000);
  expect(refreshes).toBe(1);
  await show(true);
  expect(refreshes).toBe(2);
  polling.dispose();
  await pass(10_000);
  expect(refreshes).toBe(2);
});

it('a view that does not poll is read when it is asked to be', async () => {
  let refreshes = 0;
  const { pass, polling } = start({
    refresh: () => {
      refreshes += 1;
      return Promise.resolve();
    },
    pause: undefined,
  });
  await pass(100_000);
  expect(refreshes).toBe(0);
  polling.now();
  await pass(0);
  expect(refreshes).toBe(1);
});
