import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../src/core/errors.ts';
import type { Backend } from '../../../src/core/ports/backend.ts';
import { loadChildren } from '../../../src/ui/jobs/tree/loadChildren.ts';
import type { JobNode } from '../../../src/ui/jobs/tree/nodes.ts';
import { readJobs } from '../../../src/ui/jobs/tree/readJobs.ts';
import { PagedList } from '../../../src/ui/kit/tree/pagedList.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

let local: LocalFixture;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.dispose());

const newList = (): PagedList<JobNode> =>
  new PagedList({
    read: readJobs({
      backends: local.backends,
      connection: () => ({ kind: 'local' }),
      filter: () => ({}),
      pageSize: () => 10,
    }),
    keyOf: ({ job }) => job.key(),
  });

it('a job stays the same row while its status changes and others come: VS Code loses a click on one that is new', async () => {
  const list = newList();
  await local.write('wait.py', 'import time\ntime.sleep(2)\n');
  const { name, ref } = await local.submit('wait.py');
  expect(await list.reload()).toBe(true);
  const [row] = list.rows;
  expect(row).toMatchObject({ job: ref, summary: { status: 'InProgress' } });
  expect(await list.reload()).toBe(false);
  await local.follow(name);
  expect(await list.reload()).toBe(false);
  expect(row?.summary.status).toBe('Completed');
  const second = await local.submit('wait.py');
  expect(await list.reload()).toBe(true);
  expect(list.rows.map(({ job }) => job.name)).toEqual([second.name, name]);
  expect(list.rows[1]).toBe(row);
  await local.follow(second.name);
});

it('what a job was made of is shown when its tags cannot be read, and why, unless the user just may not', async () => {
  const list = newList();
  await local.write('tagged.py', '');
  const { name, ref } = await local.submit('tagged.py', { tags: { team: 'statistics' } });
  await local.follow(name);
  await list.reload();
  const row = list.find(ref.key());
  if (!row) throw new Error('the job is not listed');
  const shown = async (backend: Backend): Promise<string[]> =>
    (await loadChildren(row, backend)).map((child) =>
      'description' in child ? `${child.label}: ${child.description}` : child.kind === 'error' ? child.message : '',
    );
  const refused = (code: ErrorCode): Backend => ({
    ...local.backend,
    tags: { ...local.backend.tags, list: () => Promise.reject(new AppError(code, `no tags: ${code}`)) },
  });
  const all = await shown(local.backend);
  expect(all).toContain('Tags: team=statistics');
  const others = all.filter((line) => !line.startsWith('Tags'));
  expect(await shown(refused('AccessDenied'))).toEqual(others);
  expect(await shown(refused('Throttled'))).toEqual([...others, 'no tags: Throttled']);
});
