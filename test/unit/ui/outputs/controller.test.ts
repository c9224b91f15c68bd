import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { errorText } from '../../../../src/core/errors.ts';
import type { MessageToWebview } from '../../../../src/protocol/envelope.ts';
import { OutputsController } from '../../../../src/ui/outputs/controller.ts';
import { FileObjectStore } from '../../../support/fileObjectStore.ts';
import { JobId } from '../../../../src/core/jobs/jobRef.ts';
import { tableCopies } from '../../../support/tableCopies.ts';
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

/** A controller of the job `mine`, what it answers to each message, and the failures that the user was shown. */
function controller() {
  const posted: MessageToWebview[] = [];
  const shown: string[] = [];
  const nothing = () => Promise.resolve();
  const quiet = () => undefined;
  const made = new OutputsController({
    backend: () => Promise.resolve(outputsBackend({ objects, bucket: 'bucket', outputs: ['output-1'] })),
    jobs: [mine],
    actions: {
      save: nothing,
      saveAll: nothing,
      openInEditor: () => Promise.reject(new Error('It seems to be binary.')),
      openExternally: nothing,
      showFailure: (error) => shown.push(errorText(error)),
    },
    choices: { of: () => undefined, save: nothing },
    copies: tableCopies,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    post: (message) => posted.push(message),
  });
  let last = 0;
  /** The one answer to this very request: what was answered before, or to another, is none. */
  const ask = async (name: string, params: unknown): Promise<MessageToWebview> => {
    const id = ++last;
    const before = posted.length;
    await made.receive({ kind: 'request', id, name, params });
    const [answer, ...more] = posted.slice(before).filter((message) => message.kind !== 'event');
    if (!answer) throw new Error(`${name} was not answered`);
    expect(answer).toMatchObject({ id });
    expect(more).toEqual([]);
    return answer;
  };
  return { made, ask, posted, shown };
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

  it('answers requests that overtake each other each with its own', async () => {
    const { made, posted } = controller();
    await made.receive({ kind: 'request', id: 1, name: 'list', params: { job: mine.key() } });
    const uri = 's3://bucket/mine/output/output-1/a.txt';
    await Promise.all([
      made.receive({ kind: 'request', id: 2, name: 'text', params: { uri, start: 0, length: 2 } }),
      made.receive({ kind: 'request', id: 3, name: 'text', params: { uri: 's3://bucket/none', start: 0, length: 2 } }),
      made.receive({ kind: 'request', id: 4, name: 'text', params: { uri, start: 2, length: 2 } }),
    ]);
    expect(posted.slice(1).toSorted((a, b) => ('id' in a && 'id' in b ? a.id - b.id : 0))).toMatchObject([
      { id: 2, result: { text: 'mi' } },
      { id: 3, error: { code: 'NotFound' } },
      { id: 4, result: { text: 'ne' } },
    ]);
  });

  it('shows the user why an action came to nothing, whatever it failed at', async () => {
    const { ask, shown } = controller();
    const uri = 's3://bucket/mine/output/output-1/a.txt';
    expect(await ask('save', { uri })).toMatchObject({ kind: 'failure' });
    expect(shown).toEqual([expect.stringContaining('is not among the outputs')]);
    await ask('list', { job: mine.key() });
    expect(await ask('save', { uri })).toMatchObject({ kind: 'answer' });
    expect(await ask('openInEditor', { uri })).toMatchObject({ kind: 'failure' });
    expect(shown.slice(1)).toEqual(['It seems to be binary.']);
  });

  it('says that the rows of a table can not be counted further', async () => {
    await objects.put('s3://bucket/mine/output/output-1/rows.csv', `a,b\n${'1,2\n'.repeat(500_000)}`);
    const { ask, posted } = controller();
    await ask('list', { job: mine.key() });
    const read = objects.read.bind(objects);
    objects.read = (uri, range, signal) =>
      (range?.start ?? 0) > 500_000 ? Promise.reject(new Error('The bucket is gone.')) : read(uri, range, signal);
    await ask('openTable', { uri: 's3://bucket/mine/output/output-1/rows.csv' });
    await vi.waitFor(() => {
      expect(posted.at(-1)).toMatchObject({ name: 'extent', payload: { failed: 'The bucket is gone.' } });
    }, 20_000);
    objects.read = read;
  });
});
