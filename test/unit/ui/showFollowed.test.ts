import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { showFollowed } from '../../../src/ui/jobs/log/showFollowed.ts';
import { aJob } from '../../support/job.ts';
import { FileObjectStore } from '../../support/fileObjectStore.ts';
import { outputsBackend } from '../../support/outputsBackend.ts';

it('a connection that is lost is told once, however often it is tried again', async () => {
  const jobs = outputsBackend({ objects: new FileObjectStore('/nowhere'), bucket: 'b', outputs: [] });
  const ended = aJob('job');
  const lost = new AppError('NetworkUnreachable', 'no route');
  const answers = [{ ...ended, status: 'InProgress' as const }, lost, lost, lost, ended];
  const backend = {
    ...jobs,
    jobs: {
      ...jobs.jobs,
      describe: () => {
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        return answer instanceof Error || answer === undefined ? Promise.reject(lost) : Promise.resolve(answer);
      },
    },
    logs: { streams: () => Promise.resolve([]), events: () => Promise.reject(new Error('no stream')) },
  };
  let shown = '';
  const last = await showFollowed({
    backend,
    job: ended.ref,
    clock: { now: () => new Date(), sleep: () => Promise.resolve() },
    output: {
      write: (text) => {
        shown += stripVTControlCharacters(text);
        return Promise.resolve();
      },
      rename: () => undefined,
    },
    signal: new AbortController().signal,
  });
  expect(last.status).toBe('Completed');
  expect(shown.match(/Connection lost, trying again…\r\n/gu)).toHaveLength(1);
});
