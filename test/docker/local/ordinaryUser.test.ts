import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAnnouncement } from '../../../src/adapters/process/announcement.ts';
import { localBucket } from '../../../src/local/lifecycle/localSageMaker.ts';
import { baseImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { TestImages, madeFor } from '../../support/docker/images.ts';
import { localForAll, ordinaryUser } from '../../support/docker/ordinaryUser.ts';
import { LocalClients, input, output } from '../../support/localSageMaker.ts';
import { waitFor } from '../../support/processes.ts';

const found = await ordinaryUser();
const s3 = (key: string): string => `s3://${localBucket}/${key}`;

/** Writes as root what root alone may read, in folders that nobody else may even look into. */
const writeAsRoot = `umask 077; cd /opt/ml/processing/out; mkdir -p deep/er; echo secret >deep/er/file; chmod 400 deep/er/file
ln -s /etc/passwd link; echo mine >/opt/ml/output/message; mkdir /opt/ml/left; touch /opt/ml/left/file`;

if (typeof found === 'string')
  describe.skip(`Local SageMaker of a user who is not root (needs ${found})`, () => undefined);
else
  describeDocker('Local SageMaker of a user who is not root', () => {
    const user = found;
    const images = new TestImages();
    let program: Awaited<ReturnType<typeof localForAll>>;
    let root: string;
    let child: ChildProcess;
    let local: LocalClients;
    let logged = '';

    async function start(): Promise<void> {
      const [command, ...prefix] = user.prefix;
      const args = [...prefix, ...program.command, '--root', root, '--json'];
      child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: root } });
      child.stderr?.on('data', (data: Buffer) => (logged += data.toString()));
      const announcement = await waitFor('the announcement', 60_000, async () => {
        const found = parseAnnouncement(await readFile(path.join(root, 'server.json'), 'utf8').catch(() => ''));
        return found?.pid === child.pid ? found : undefined;
      });
      local = new LocalClients(announcement);
    }

    beforeAll(async () => {
      root = await mkdtemp(path.join(tmpdir(), 'local-ordinary-'));
      await chown(root, user.uid, user.uid);
      program = await localForAll();
      await start();
    });
    afterAll(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(root, { recursive: true, force: true });
      await program.remove();
      await images.remove();
    });

    const job = (script: string, image = baseImage) => ({
      AppSpecification: { ImageUri: image, ContainerEntrypoint: ['/bin/sh', '-c', script] },
      ProcessingInputs: [input('data', s3('data'))],
      ProcessingOutputConfig: { Outputs: [output('out', s3('own/out'))] },
    });

    it('has what a container wrote as root, and nothing of it stays', async () => {
      await local.put('data/a.txt', 'a');
      const ended = await local.run('own', [], job(writeAsRoot));
      expect(ended).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'mine\n' });
      expect(await local.text('own/out/deep/er/file')).toBe('secret\n');
      await expect.poll(() => readdir(path.join(root, 'jobs'))).toEqual([]);
      expect(await madeFor('own')).toEqual([]);
      expect(logged).not.toContain('could not be removed');
    });

    it('has what any user of an image wrote', async () => {
      const image = await images.build('RUN useradd --uid 4321 someone\nUSER someone');
      const ended = await local.run('other', [], job(writeAsRoot, image));
      expect(ended).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'mine\n' });
      await expect.poll(() => readdir(path.join(root, 'jobs'))).toEqual([]);
    });

    it('is told what could not be read when the image has no chown', async () => {
      const image = await images.build('RUN rm /bin/chown');
      const ended = await local.run('closed', [], job(writeAsRoot, image));
      expect(ended.ProcessingJobStatus).toBe('Failed');
      expect(ended.FailureReason).toMatch(/^ClientError: Data upload failed: .*another user/);
      expect((await local.log('closed')).at(-1)).toContain('the image has no chown to change that');
    });

    it('removes at its next start what a container wrote before the kill', async () => {
      await local.create(
        'cut',
        [],
        job(`${writeAsRoot}
echo written; sleep 60`),
      );
      await expect.poll(() => local.log('cut').catch(() => [])).toEqual(['written']);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await start();
      expect((await local.describe('cut')).ProcessingJobStatus).toBe('Failed');
      await expect.poll(() => readdir(path.join(root, 'jobs')).catch(() => [])).not.toContain('cut');
    });
  });
