import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAwsProfiles } from '../../../src/adapters/aws/index.ts';
import { createContainerEngines } from '../../../src/adapters/docker/index.ts';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { doctorVerdict } from '../../../src/app/doctor/verdict.ts';
import { runDoctor, type DoctorCheck, type RunDoctorOptions } from '../../../src/app/runDoctor.ts';
import type { ProcessRunner } from '../../../src/core/ports/processRunner.ts';
import type { RunEngine } from '../../../src/core/jobs/engine.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

let local: LocalFixture;
let nowhere: string;
beforeAll(async () => {
  local = await startLocal();
  nowhere = await mkdtemp(path.join(tmpdir(), 'nowhere-'));
});
afterAll(async () => {
  await local.dispose();
  await rm(nowhere, { recursive: true, force: true });
});

async function checks(
  changes: Partial<RunDoctorOptions> = {},
): Promise<Partial<Record<DoctorCheck['id'], DoctorCheck>>> {
  const processes = changes.processes ?? createProcessRunner();
  const list = await runDoctor({
    connection: { kind: 'local' },
    backends: local.backends,
    processes,
    engines: createContainerEngines({ processes, wanted: () => '' }),
    jobEngine: { engine: 'auto', limitResources: false },
    files: createFiles(),
    profiles: createAwsProfiles(),
    rCandidates: [],
    pythonCandidates: [],
    localRoot: local.root,
    ...changes,
  });
  expect(list.map((check) => check.id)).toEqual([
    'r',
    'python',
    'sandbox',
    'disk',
    'docker',
    'engine',
    'profile',
    'connection',
  ]);
  return Object.fromEntries(list.map((check) => [check.id, check]));
}

it('the doctor finds what is there', async () => {
  const { python, disk, connection } = await checks();
  expect(python).toMatchObject({
    state: 'found',
    detail: expect.stringMatching(/^3\.\d+\.\d+ \(\//u) as string,
    advice: undefined,
  });
  expect(disk?.detail).toContain(`free for ${local.root}`);
  expect(connection).toMatchObject({ state: 'found', detail: 'Local SageMaker, account 000000000000, us-east-1' });
});

it('the doctor says of everything that is missing what to do', async () => {
  const found = await checks({ processes: createProcessRunner({ searchPath: nowhere }) });
  expect(found.r).toMatchObject({
    state: 'limited',
    advice: expect.stringContaining('Install R') as string,
    action: 'openSettings',
  });
  expect(found.python).toMatchObject({ advice: expect.stringContaining('Install Python 3') as string });
  expect(found.sandbox).toMatchObject({
    state: 'limited',
    advice: expect.stringContaining('apt install bubblewrap') as string,
  });
  expect(found.docker).toMatchObject({
    state: 'unneeded',
    detail: 'not found',
    advice: expect.stringMatching(
      /Install one.*Without it scripts on Local run with this machine’s own R or Python/u,
    ) as string,
  });
  expect(verdict(found)).toContain('Neither R nor Python was found');
});

it('the doctor asks nothing of this machine for runs on AWS', async () => {
  const connection = { kind: 'aws', profile: 'no-such-profile', region: 'us-east-1' } as const;
  const found = await checks({ processes: createProcessRunner({ searchPath: nowhere }), connection });
  expect(found.python?.state).toBe('unneeded');
  expect(found.connection).toMatchObject({
    state: 'missing',
    advice: expect.stringContaining('no-such-profile') as string,
  });
  expect(verdict(found)).toContain('To be mended: Connection.');
});

it('the doctor tells an engine that does not run from one that may not be used and one that is named wrongly', async () => {
  const engine = async (script: string): Promise<DoctorCheck | undefined> => {
    const folder = await mkdtemp(path.join(nowhere, 'engine-'));
    await writeFile(path.join(folder, 'docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    // No other folder: the first engine that answers is taken, and the machine may have one.
    return (await checks({ processes: createProcessRunner({ searchPath: folder }) })).docker;
  };
  const socket = 'unix:///var/run/docker.sock';
  expect(await engine(`echo "Cannot connect to the Docker daemon at ${socket}." >&2; exit 1`)).toMatchObject({
    state: 'limited',
    detail: 'its engine does not answer',
    advice: expect.stringContaining('Start it') as string,
  });
  const denied = 'permission denied while trying to connect to the Docker daemon socket';
  expect(await engine(`echo "${denied}" >&2; exit 1`)).toMatchObject({
    state: 'limited',
    detail: 'not permitted',
    advice: expect.stringContaining('usermod -aG docker') as string,
  });
  const info = { ServerVersion: '1.2', OSType: 'linux', Architecture: 'x86_64', NCPU: 1, MemTotal: 1 };
  const rootless = {
    ...info,
    SecurityOptions: ['name=seccomp', 'name=rootless'],
    ClientInfo: { Context: 'desktop-linux' },
  };
  const found = await engine(`echo '${JSON.stringify(rootless)}'`);
  expect(found).toMatchObject({ state: 'found', advice: undefined });
  expect(found?.detail).toMatch(/^Docker 1\.2, rootless, linux\/amd64, context desktop-linux \(\/.*docker\)$/u);
  const engines = createContainerEngines({ processes: createProcessRunner(), wanted: () => '/no/such/engine' });
  expect((await checks({ engines })).docker).toMatchObject({ state: 'missing', action: 'openSettings' });
});

it('the doctor says what runs jobs on this machine: as the settings have it, and by what there is', async () => {
  const folder = await mkdtemp(path.join(nowhere, 'engine-'));
  const info = { ServerVersion: '1.2', OSType: 'linux', Architecture: 'x86_64', NCPU: 1, MemTotal: 1 };
  await writeFile(path.join(folder, 'docker'), `#!/bin/sh\necho '${JSON.stringify(info)}'\n`, { mode: 0o755 });
  const withEngine = createProcessRunner({ searchPath: `${folder}:/usr/bin:/bin` });
  const without = createProcessRunner({ searchPath: nowhere });
  const found = async (engine: RunEngine, processes: ProcessRunner, limitResources = false) =>
    (await checks({ jobEngine: { engine, limitResources }, processes })).engine;
  expect((await found('auto', withEngine))?.detail).toMatch(/^automatic: a job runs in its image where/u);
  expect((await found('auto', withEngine, true))?.detail).toMatch(/no more memory and processors than its instance/u);
  expect((await found('auto', without))?.detail).toMatch(/^automatic: without a container engine, every script/u);
  expect((await found('process', withEngine))?.detail).toMatch(/^set to this machine’s R and Python/u);
  expect(await found('docker', withEngine)).toMatchObject({ state: 'found', advice: undefined });
  const broken = await checks({ jobEngine: { engine: 'docker', limitResources: false }, processes: without });
  expect(broken.engine).toMatchObject({ state: 'missing', action: 'openSettings' });
  expect(broken.engine?.advice).toContain('set the engine of jobs to automatic');
  expect(verdict(broken)).toContain('To be mended: Engine of jobs.');
});

it('a setting that names no R is wrong, and the headline says so', async () => {
  const candidate = { source: 'setting', command: '/no/such/R', setting: 'the.setting' } as const;
  const found = await checks({ rCandidates: [candidate] });
  expect(found.r).toMatchObject({ state: 'missing', detail: 'wrong setting', action: 'openSettings' });
  expect(found.r?.advice).toContain('The setting the.setting is wrong: /no/such/Rscript (not found).');
  expect(verdict(found)).toContain('To be mended: R.');
});

function verdict(found: Partial<Record<DoctorCheck['id'], DoctorCheck>>): string {
  return doctorVerdict(Object.values(found));
}
