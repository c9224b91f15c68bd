import { afterAll, beforeAll, expect, it } from 'vitest';
import { JobList } from '../../../src/ui/jobs/tree/jobList.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

let local: LocalFixture;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.dispose());

it('a job stays the same row while its status changes and others come: VS Code loses a click on one that is new', async () => {
  const list = new JobList({ backends: local.backends, connection: () => ({ kind: 'local' }), pageSize: () => 10 });
  await local.write('wait.py', 'import time\ntime.sleep(2)\n');
  const { name, ref } = await local.submit('wait.py');
  expect(await list.reload()).toBe(true);
  const [row] = list.jobs;
  expect(row).toMatchObject({ job: ref, summary: { status: 'InProgress' } });
  expect(await list.reload()).toBe(false);
  await local.follow(name);
  expect(await list.reload()).toBe(false);
  expect(row?.summary.status).toBe('Completed');
  const second = await local.submit('wait.py');
  expect(await list.reload()).toBe(true);
  expect(list.jobs.map(({ job }) => job.name)).toEqual([second.name, name]);
  expect(list.jobs[1]).toBe(row);
  await local.follow(second.name);
});
