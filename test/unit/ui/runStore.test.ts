import { expect, it } from 'vitest';
import { JobId } from '../../../src/core/jobs/jobRef.ts';
import { RunStore } from '../../../src/ui/kit/state/runStore.ts';
import { secondKind } from '../../support/job.ts';
import { memento } from '../../support/memento.ts';
// What the version before kinds of jobs were told apart stored of two runs, written by that version itself.
import before from './data/runState-0.1.json' with { type: 'json' };

const simulate = new JobId('processing', 'simulate-2026-01-31-09-05-00-007');
const forecast = new JobId('processing', 'forecast-2026-01-31-09-06-10-120');

it('runs that an older version started are followed, and run again, after the update', async () => {
  const state = memento(before);
  const store = new RunStore(state);
  expect(store.active()).toEqual([
    { job: simulate, connection: { kind: 'local' }, script: '/home/ada/study/simulate.R' },
    {
      job: forecast,
      connection: {
        kind: 'aws',
        profile: 'study',
        region: 'eu-west-1',
        roleArn: 'arn:aws:iam::123456789012:role/SageMaker',
      },
      script: '/home/ada/study/forecast.py',
    },
  ]);
  expect(store.pastRun(forecast)).toEqual({
    script: '/home/ada/study/forecast.py',
    options: { script: 'forecast.py', image: 'study:1' },
  });
  expect(store.lastOptions('/home/ada/study/simulate.R')).toMatchObject({ arguments: ['1000'] });
  expect(store.scripts()).toEqual(['/home/ada/study/forecast.py', '/home/ada/study/simulate.R']);

  const next = new JobId('processing', 'next');
  await store.saveActive([...store.active(), { job: next, connection: { kind: 'local' }, script: '/s.py' }]);
  await store.savePastRun(next, { script: '/s.py', options: {} });
  const reopened = new RunStore(state);
  expect(reopened.active().map(({ job }) => job)).toEqual([simulate, forecast, next]);
  expect([simulate, forecast, next].map((job) => reopened.pastRun(job)?.script)).toEqual([
    '/home/ada/study/simulate.R',
    '/home/ada/study/forecast.py',
    '/s.py',
  ]);
});

it('a job of one kind is not taken for one of another that has its name', async () => {
  const store = new RunStore(memento());
  await store.savePastRun(new JobId('processing', 'a'), { script: '/a.py', options: {} });
  expect(store.pastRun(new JobId(secondKind, 'a'))).toBeUndefined();
});

it('what is no run is left out, and the rest is kept', () => {
  const active = [
    ...before['runs.active'],
    { job: 'x' },
    'x',
    null,
    { ...before['runs.active'][0], job: 'not a name' },
  ];
  const store = new RunStore(memento({ 'runs.active': active, 'runs.byJob': [['a'], 3, ['a', { script: 1 }]] }));
  expect(store.active().map(({ job }) => job)).toEqual([simulate, forecast]);
  expect(store.scripts()).toEqual([]);
  expect(new RunStore(memento({ 'runs.active': 'nonsense', 'runs.byJob': {} })).active()).toEqual([]);
});
