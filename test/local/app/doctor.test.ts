import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAwsProfiles } from '../../../src/adapters/aws/index.ts';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { doctorVerdict } from '../../../src/app/doctor/verdict.ts';
import { runDoctor, type DoctorCheck, type RunDoctorOptions } from '../../../src/app/runDoctor.ts';
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
  const list = await runDoctor({
    connection: { kind: 'local' },
    backends: local.backends,
    processes: createProcessRunner(),
    files: createFiles(),
    profiles: createAwsProfiles(),
    rCandidates: [],
    pythonCandidates: [],
    localRoot: local.root,
    ...changes,
  });
  expect(list.map((check) => check.id)).toEqual(['r', 'python', 'sandbox', 'disk', 'docker', 'profile', 'connection']);
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
  const found = await checks({ processes: createProcessRunner(nowhere) });
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
  expect(found.docker).toMatchObject({ state: 'unneeded', detail: 'not found' });
  expect(verdict(found)).toContain('Neither R nor Python was found');
});

it('the doctor asks nothing of this machine for runs on AWS', async () => {
  const connection = { kind: 'aws', profile: 'no-such-profile', region: 'us-east-1' } as const;
  const found = await checks({ processes: createProcessRunner(nowhere), connection });
  expect(found.python?.state).toBe('unneeded');
  expect(found.connection).toMatchObject({
    state: 'missing',
    advice: expect.stringContaining('no-such-profile') as string,
  });
  expect(verdict(found)).toContain('To be mended: Connection.');
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
