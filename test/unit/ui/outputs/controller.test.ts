import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageToWebview } from '../../../../src/protocol/envelope.ts';
import { OutputsController } from '../../../../src/ui/outputs/controller.ts';
import { FileObjectStore } from '../../../support/fileObjectStore.ts';
import { JobId } from '../../../../src/core/jobs/jobRef.ts';
import { outputsBackend } from '../../../support/outputsBackend.ts';

let root: string;
let objects: FileObjectStore;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'outputs-controller-'));
  objects = new FileObjectStore(root);
  await objects.put('s3://bucket/mine/output/output-1/a.txt', 'mine');
  await objects.put('s3://bucket/mine/output/output-10/b.txt', 'of another output');
  await objects.put('s3://bucket/other/output/output-1/secret.txt', 'of another job');
});
afterAll(() => rm(root, { recursive: true }));

const mine = new JobId('processing', 'mine');

/** A controller of the job `mine`, and what it answers to messages. */
function controller() {
  const posted: MessageToWebview[] = [];
  const nothing = () => Promise.resolve();
  const quiet = () => undefined;
  const made = new OutputsController({
    backend: () => Promise.resolve(outputsBackend({ objects, bucket: 'bucket', outputs: ['output-1'] })),
    jobs: [mine],
    actions: { save: nothing, saveAll: nothing, openInEditor: nothing, openExternally: nothing },
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    post: (message) => posted.push(message),
  });
  const ask = async (name: string, params: unknown): Promise<MessageToWebview | undefined> => {
    await made.receive({ kind: 'request', id: 1, name, params });
    return posted.at(-1);
  };
  return { made, ask, posted };
}

describe('what a webview may ask of the host', () => {
  it('lists the outputs of its own job, each output by itself', async () => {
    const { ask } = controller();
    expect(await ask('list', { job: mine.key() })).toMatchObject({
      kind: 'answer',
      result: {
        status: 'Completed',
        groups: [{ name: 'output-1', files: [{ path: 'a.txt', size: 4, kind: 'text' }] }],
      },
    });
  });

  it('reads listed files, and no others', async () => {
    const { ask } = controller();
    await ask('list', { job: mine.key() });
    const read = (uri: string) => ask('text', { uri, start: 0, length: 100 });
    expect(await read('s3://bucket/mine/output/output-1/a.txt')).toMatchObject({ result: { text: 'mine' } });
    expect(await read('s3://bucket/mine/output/output-10/b.txt')).toMatchObject({ error: { code: 'NotFound' } });
    expect(await read('s3://bucket/other/output/output-1/secret.txt')).toMatchObject({ error: { code: 'NotFound' } });
    expect(await ask('list', { job: 'processing.other' })).toMatchObject({ error: { code: 'NotFound' } });
  });

  it('passes over what is no message, and refuses what has the wrong shape', async () => {
    const { made, ask, posted } = controller();
    for (const message of [
      undefined,
      'list',
      { kind: 'request' },
      { kind: 'request', id: 1, name: 'toString', params: {} },
    ]) {
      await made.receive(message);
    }
    expect(posted).toEqual([]);
    expect(await ask('rows', { table: 'x' })).toMatchObject({ kind: 'failure' });
    expect(await ask('rows', { table: 7, rows: { start: 0, end: 1 }, columns: { start: 0, end: 1 } })).toMatchObject({
      error: { code: 'NotFound' },
    });
  });
});
