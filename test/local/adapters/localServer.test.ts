import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackends } from '../../../src/adapters/aws/index.ts';
import { localBackends, quietLogger, startLocal, type LocalFixture } from '../../support/localBackend.ts';
import { isRunning } from '../../support/processes.ts';

let local: LocalFixture;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.dispose());

describe('Local SageMaker, found or started', () => {
  it('is one server for every window of a root, however many ask at once', async () => {
    const pid = await local.serverPid();
    const backends = Array.from({ length: 4 }, () => localBackends(local.root));
    await Promise.all(backends.flatMap((window) => [window.get({ kind: 'local' }), window.get({ kind: 'local' })]));
    expect(await local.serverPid()).toBe(pid);
  });

  it('is started once by two windows that start it together', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'two-windows-'));
    const windows = [localBackends(folder, ['--idle', '1']), localBackends(folder, ['--idle', '1'])];
    const [one, two] = await Promise.all(windows.map((window) => window.get({ kind: 'local' })));
    await one?.objects.put(`s3://${await one.bucket()}/x`, 'shared');
    expect(Buffer.from((await two?.objects.read(`s3://${(await one?.bucket()) ?? ''}/x`)) ?? []).toString()).toBe(
      'shared',
    );
    await rm(folder, { recursive: true, force: true });
  });

  it('starts again by itself after it ended, with everything in place', async () => {
    const { backend } = local;
    const uri = `s3://${await backend.bucket()}/kept`;
    await backend.objects.put(uri, 'kept');
    const pid = await local.serverPid();
    await local.stopServer();
    const both = await Promise.all([backend.objects.read(uri), backend.jobs.list('processing', { pageSize: 1 })]);
    expect(Buffer.from(both[0]).toString()).toBe('kept');
    await local.stopServer('SIGKILL');
    expect(Buffer.from(await backend.objects.read(uri)).toString()).toBe('kept');
    expect(await local.serverPid()).not.toBe(pid);
  });

  it('is replaced by a newer version when it has no jobs, and stays for an older one', async () => {
    const pid = await local.serverPid();
    await localBackends(local.root, [], { version: '0.0.1' }).get({ kind: 'local' });
    expect(await local.serverPid()).toBe(pid);
    const newer = await localBackends(local.root, ['--idle', '120'], { version: '99.10.0' }).get({ kind: 'local' });
    expect(await local.serverPid()).not.toBe(pid);
    expect(isRunning(pid)).toBe(false);
    expect((await newer.jobs.list('processing', { pageSize: 1 })).jobs).toEqual([]);
    expect((await local.backend.jobs.list('processing', { pageSize: 1 })).jobs).toEqual([]);
  });

  it('is replaced when the settings name another container engine, and has no jobs', async () => {
    const pid = await local.serverPid();
    let named = '';
    const window = localBackends(local.root, ['--idle', '120'], { containerEngine: () => named });
    await window.get({ kind: 'local' });
    expect(await local.serverPid()).toBe(pid);
    named = 'podman';
    const again = localBackends(local.root, ['--idle', '120'], { containerEngine: () => named });
    await again.get({ kind: 'local' });
    const replaced = await local.serverPid();
    expect(replaced).not.toBe(pid);
    // The window that asked before finds it, too, and leaves it.
    const backend = await window.get({ kind: 'local' });
    expect((await backend.jobs.list('processing', { pageSize: 1 })).jobs).toBeDefined();
    expect(await local.serverPid()).toBe(replaced);
  });

  it('goes on in its old version while it has jobs', async () => {
    const pid = await local.serverPid();
    await local.write('long.py', 'import time\ntime.sleep(60)\n');
    const { name, ref } = await local.submit('long.py');
    const said: string[] = [];
    const logger = { ...quietLogger, warn: (message: string) => said.push(message) };
    const newer = await localBackends(local.root, [], { version: '99.10.0', logger }).get({ kind: 'local' });
    expect(await local.serverPid()).toBe(pid);
    expect((await newer.jobs.describe(ref)).status).toBe('InProgress');
    expect(said.join()).toContain('It has jobs, so it goes on');
    await newer.jobs.stop(ref);
    await local.follow(name);
  });

  it('adds to its log, which is begun anew only when it is long', async () => {
    const log = path.join(local.root, 'server.log');
    const starts = async (): Promise<number> => (await readFile(log, 'utf8')).split(' listens at ').length - 1;
    const before = await starts();
    await local.stopServer();
    await local.backend.jobs.list('processing', { pageSize: 1 });
    expect(await starts()).toBe(before + 1);
    await local.stopServer();
    await writeFile(log, `${'x'.repeat(99)}\n`.repeat(11_000));
    await local.backend.jobs.list('processing', { pageSize: 1 });
    expect([await starts(), (await stat(log)).size < 10_000]).toEqual([1, true]);
  });

  it('is not waited for by one who has given up; others get it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'given-up-'));
    const window = localBackends(folder, ['--idle', '1']);
    const abort = new AbortController();
    const givenUp = window.get({ kind: 'local' }, abort.signal);
    let isThere = false;
    const other = window.get({ kind: 'local' }).finally(() => {
      isThere = true;
    });
    abort.abort();
    await expect(givenUp).rejects.toMatchObject({ name: 'AbortError' });
    expect(isThere).toBe(false);
    expect(await (await other).bucket()).toContain('sagemaker-');
    await rm(folder, { recursive: true, force: true });
  });

  it('says why it did not start, with the end of its log', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'failing-'));
    await mkdir(path.join(folder, 'root'));
    await writeFile(path.join(folder, 'root/server.log'), 'a line of an earlier start\n');
    const program = path.join(folder, 'local.js');
    await writeFile(program, 'console.error("the database is of a newer version"); process.exit(1);');
    const backends = createBackends({
      local: { root: path.join(folder, 'root'), program, executable: process.execPath },
      logger: quietLogger,
    });
    await expect(backends.get({ kind: 'local' })).rejects.toMatchObject({
      code: 'LocalServerFailed',
      action: 'runDoctor',
      message: expect.stringMatching(/run the doctor\.\nthe database is of a newer version$/) as string,
    });
    await rm(folder, { recursive: true, force: true });
  });
});
