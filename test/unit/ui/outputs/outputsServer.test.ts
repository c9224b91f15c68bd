import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listJobOutputs } from '../../../../src/app/outputs/listJobOutputs.ts';
import { JobId } from '../../../../src/core/jobs/jobRef.ts';
import { OutputsServer } from '../../../../src/ui/outputs/outputsServer.ts';
import { FileObjectStore } from '../../../support/fileObjectStore.ts';
import { outputsBackend } from '../../../support/outputsBackend.ts';

describe('outputs in a browser', () => {
  const server = new OutputsServer();
  const bytes = Uint8Array.from({ length: 9_000_000 }, (_, at) => at % 251);
  let root: string;
  let address: string;

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'outputs-server-'));
    const objects = new FileObjectStore(root);
    const put = (file: string, body: string | Uint8Array) => objects.put(`s3://bucket/mine/output/${file}`, body);
    await put('output/reports/the fit #1.html', '<!doctype html><img src="the%20fit_files/plot.png">');
    await put('output/reports/the fit_files/plot.png', bytes);
    await put('output/reports/the fit_files/widget.js', 'ran = 1');
    await put('output/empty.css', '');
    await put('figures/fit.svg', '<svg/>');
    await objects.put('s3://bucket/other/output/output/secret.txt', 'of another job');
    const backend = outputsBackend({ objects, bucket: 'bucket', outputs: ['output', 'figures'] });
    const outputs = await listJobOutputs({ backend, job: new JobId('processing', 'mine') });
    const file = outputs.groups.flatMap(({ files }) => files).find(({ kind }) => kind === 'html');
    if (!file) throw new Error('no document');
    address = await server.address(backend, file, outputs);
  });
  afterAll(async () => {
    server.dispose();
    await rm(root, { recursive: true });
  });

  const get = (reference: string, init?: RequestInit) => fetch(new URL(reference, address), init);

  it('are where their job wrote them, so that a document finds what it refers to', async () => {
    const page = await get('');
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(await page.text()).toContain('the%20fit_files');
    const script = await get('the%20fit_files/widget.js?v=1');
    expect([script.headers.get('content-type'), await script.text()]).toEqual(['text/javascript', 'ran = 1']);
    const whole = await (await get('the%20fit_files/plot.png')).arrayBuffer();
    expect(Buffer.compare(Buffer.from(whole), bytes)).toBe(0);
    expect(await (await get('../../figures/fit.svg')).text()).toBe('<svg/>');
    expect((await get('../empty.css')).status).toBe(200);
  });

  it('are read in ranges, as a video is', async () => {
    const range = async (range: string) => {
      const answer = await get('the%20fit_files/plot.png', { headers: { range } });
      return [answer.status, [...new Uint8Array(await answer.arrayBuffer())]];
    };
    expect(await range('bytes=250-252')).toEqual([206, [250, 0, 1]]);
    expect(await range('bytes=-2')).toEqual([206, [...bytes.slice(-2)]]);
    expect((await range('bytes=9000000-'))[0]).toBe(416);
  });

  it('are for nobody who does not know the word, and are all there is', async () => {
    const { origin, pathname } = new URL(address);
    const word = pathname.split('/')[1] ?? '';
    for (const path of [
      '/',
      '/opt/ml/processing/figures/fit.svg',
      `/${word}/etc/passwd`,
      `/${word}/opt/ml/processing/figures/..%2f..%2f..%2f..%2fetc%2fpasswd`,
      `/${word}/opt/ml/processing/output/%`,
      `/${word}/opt/ml/processing/output/secret.txt`,
    ])
      expect((await fetch(origin + path)).status, path).toBe(404);
    expect((await get('', { method: 'POST' })).status).toBe(405);
  });
});
