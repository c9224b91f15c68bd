import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackends } from '../../../src/adapters/aws/index.ts';
import { localBackends, quietLogger, startLocal, type LocalFixture } from '../../support/localBackend.ts';

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
    const both = await Promise.all([backend.objects.read(uri), backend.jobs.list({})]);
    expect(Buffer.from(both[0]).toString()).toBe('kept');
    await local.stopServer('SIGKILL');
    expect(Buffer.from(await backend.objects.read(uri)).toString()).toBe('kept');
    expect(await local.serverPid()).not.toBe(pid);
  });

  it('says why it did not start, with the end of its log', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'failing-'));
    const program = path.join(folder, 'local.js');
    await writeFile(program, 'console.error("the database is of a newer version"); process.exit(1);');
    const backends = createBackends({
      local: { root: path.join(folder, 'root'), program, executable: process.execPath },
      logger: quietLogger,
    });
    await expect(backends.get({ kind: 'local' })).rejects.toMatchObject({
      code: 'LocalServerFailed',
      action: 'runDoctor',
      message: expect.stringContaining('the database is of a newer version') as string,
    });
    await rm(folder, { recursive: true, force: true });
  });
});
