import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { announced, localPrograms } from '../support/localProgram.ts';
import { processesWith } from '../support/processList.ts';

const { newRoot, start } = localPrograms();

/** `ROUNDS=50` looks longer than the suite can. */
const rounds = Number(process.env['ROUNDS'] ?? 3);
/** Each is at another moment of its start when the kill comes. */
const jobs = Array.from({ length: 6 }, (_, index) => `job-${index}`);

/** A PATH in which bubblewrap is not. */
async function withoutBubblewrap(folder: string): Promise<NodeJS.ProcessEnv> {
  await mkdir(folder);
  for (const name of ['sh', 'sleep']) await symlink(path.join('/bin', name), path.join(folder, name));
  return { ...process.env, PATH: folder };
}

/** Resolves once the log of a job that is about to start is there. */
async function firstLog(root: string): Promise<void> {
  const folder = path.join(root, 'jobs');
  for (;;) {
    const names = existsSync(folder) ? await readdir(folder) : [];
    if (names.some((name) => existsSync(path.join(folder, name, 'algo-1', 'log')))) return;
    await setImmediate();
  }
}

describe.each([
  ['bubblewrap', '1'],
  ['their own folder', '2'],
])('Local SageMaker that is killed while jobs start in %s', (where, mark) => {
  it('leaves no process, and forgets no job', { timeout: 60_000 * rounds }, async () => {
    const folder = await newRoot();
    const env = where === 'bubblewrap' ? process.env : await withoutBubblewrap(path.join(folder, 'tools'));
    const left: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const root = path.join(folder, `state-${round}`);
      const command = `sleep ${60 + round}.${mark}${process.pid}`;
      const program = start(['--root', root, '--max-jobs', String(jobs.length)], env);
      const local = await announced(root);
      const created = Promise.allSettled(jobs.map((name) => local.create(name, ['/bin/sh', '-c', `${command}; true`])));
      await firstLog(root);
      await sleep((round % 16) * 2.5);
      await program.end('SIGKILL');
      // Nothing else is started meanwhile: the kernel ends them, or the watcher.
      for (let waited = 0; processesWith(command).length > 0 && waited < 5_000; waited += 50) await sleep(50);
      left.push(...processesWith(command).slice(0, 1));
      const answers = await created;
      if (round > 0) continue;
      start(['--root', root], env);
      const again = await announced(root, local.announcement.pid);
      for (const [index, name] of jobs.entries())
        if (answers[index]?.status === 'fulfilled') expect((await again.describe(name)).ProcessingJobName).toBe(name);
    }
    expect(left).toEqual([]);
  });
});
