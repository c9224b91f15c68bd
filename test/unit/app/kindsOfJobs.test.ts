import { describe, expect, it } from 'vitest';
import { createTags } from '../../../src/adapters/aws/tags.ts';
import { createSession } from '../../../src/adapters/aws/session.ts';
import { imagesOfJobs } from '../../../src/app/images/imagesOfJobs.ts';
import { listJobs } from '../../../src/app/listJobs.ts';
import { changeTags, userTags } from '../../../src/app/tags.ts';
import { WaitingJobs } from '../../../src/app/waitingJobs.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Job } from '../../../src/core/jobs/job.ts';
import type { Backend } from '../../../src/core/ports/backend.ts';
import { readJobs } from '../../../src/ui/jobs/tree/readJobs.ts';
import { PagedList } from '../../../src/ui/kit/tree/pagedList.ts';
import { answeringClients } from '../../support/answeringClients.ts';
import { aJob, secondKind } from '../../support/job.ts';
import { jobsBackend } from '../../support/jobsBackend.ts';

const at = (second: number): Partial<Job> => ({ created: new Date(second * 1000) });
const waiting = { status: 'InProgress', started: undefined, ended: undefined } as const;

describe('jobs of two kinds in one list', () => {
  /** In the order of their creation: two of one kind, then two of the other, and so on. */
  const jobs = Array.from({ length: 25 }, (_, index) =>
    aJob(`job-${index}`, at(index), index % 4 < 2 ? 'processing' : secondKind),
  );
  const namesOf = async (backend: Backend, pageSize: number): Promise<string[]> => {
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await listJobs({ backend, pageSize, ...(nextToken !== undefined && { nextToken }) });
      expect(page.jobs.length).toBeGreaterThan(0);
      names.push(...page.jobs.map(({ ref }) => ref.name));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return names;
  };

  it.each([1, 2, 3, 7, 50])('come newest first, each once, in pages of %i', async (pageSize) => {
    const newestFirst = jobs.map(({ ref }) => ref.name).reverse();
    expect(await namesOf(jobsBackend(jobs), pageSize)).toEqual(newestFirst);
    expect(await namesOf(jobsBackend(jobs, { mostListed: 2 }), pageSize)).toEqual(newestFirst);
  });

  it('are each a row of their own when they have one name, and stay it', async () => {
    const twins = [aJob('a', at(1)), aJob('a', { ...at(2), status: 'Failed' }, secondKind)];
    const list = new PagedList({
      read: readJobs({
        backends: { get: () => Promise.resolve(jobsBackend(twins)) },
        connection: () => ({ kind: 'local' }),
        filter: () => ({}),
        pageSize: () => 10,
      }),
      keyOf: ({ job }) => job.key(),
    });
    await list.reload();
    const { rows } = list;
    expect(rows.map(({ job, summary }) => [job.kind, summary.status])).toEqual([
      [secondKind, 'Failed'],
      ['processing', 'Completed'],
    ]);
    expect(await list.reload()).toBe(false);
    expect(list.rows.every((row, index) => row === rows[index])).toBe(true);
    expect(twins.map(({ ref }) => list.find(ref.key())?.summary.status)).toEqual(['Completed', 'Failed']);
  });
});

it('an image that a job of any kind needs is kept from Clean Up', async () => {
  const backend = jobsBackend([
    aJob('a', { ...at(100), image: 'recent:processing' }),
    aJob('a', { ...at(100), image: 'recent:second' }, secondKind),
    aJob('old', { ...at(1), image: 'old:second' }, secondKind),
    aJob('long', { ...at(1), image: 'running:second', status: 'InProgress' }, secondKind),
    aJob('ending', { ...at(1), image: 'stopping:processing', status: 'Stopping' }),
  ]);
  const { recent, unfinished } = await imagesOfJobs({ backend, since: new Date(50_000) });
  expect([...recent].sort()).toEqual(['recent:processing', 'recent:second']);
  expect([...unfinished].sort()).toEqual(['running:second', 'stopping:processing']);
});

describe('the jobs that wait', () => {
  it('are told by kind and name', async () => {
    const jobs = [
      aJob('a', { ...at(1), status: 'InProgress', ended: undefined }),
      aJob('a', { ...at(2), ...waiting }, secondKind),
    ];
    expect([...(await new WaitingJobs().of(jobsBackend(jobs), jobs))]).toEqual([`${secondKind}.a`]);
  });

  it('are asked about again when that failed for a while, and not when it is denied', async () => {
    const jobs = [aJob('a', { ...at(1), ...waiting })];
    const answers: (AppError | undefined)[] = [
      new AppError('Throttled', 'slow'),
      new AppError('NetworkUnreachable', 'away'),
      undefined,
      new AppError('AccessDenied', 'no'),
    ];
    const backend = jobsBackend(jobs, { fail: () => answers.shift() });
    const waitingJobs = new WaitingJobs();
    const keys = async (): Promise<string[]> => [...(await waitingJobs.of(backend, jobs))];
    expect([await keys(), await keys(), await keys()]).toEqual([[], [], ['processing.a']]);
    expect(await keys()).toEqual([]);
    const { length } = backend.asked;
    expect(await keys()).toEqual([]);
    expect(backend.asked).toHaveLength(length);
  });
});

it('tags are read and changed by any ARN', async () => {
  const sent: [string, unknown][] = [];
  const clients = answeringClients((operation, request) => {
    sent.push([operation, request]);
    return { Tags: [{ Key: 'aws:owner', Value: 'aws' }, { Key: 'study', Value: 'ada' }, { Key: 'empty' }] };
  });
  const tags = createTags(createSession({ region: 'eu-west-1', clients }));
  const backend: Backend = { ...jobsBackend([]), tags };
  const arn = 'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/a';
  expect(await userTags(backend, arn)).toEqual({ study: 'ada', empty: '' });
  await changeTags({ backend, arn, set: { study: 'grace' }, remove: ['empty'] });
  expect(sent).toEqual([
    ['ListTags', { ResourceArn: arn }],
    ['AddTags', { ResourceArn: arn, Tags: [{ Key: 'study', Value: 'grace' }] }],
    ['DeleteTags', { ResourceArn: arn, TagKeys: ['empty'] }],
  ]);
});
