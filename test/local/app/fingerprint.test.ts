import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { fingerprint } from '../../../src/app/images/fingerprint.ts';
import type { Files } from '../../../src/core/ports/files.ts';
import { run } from '../../support/processes.ts';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), 'sagemaker-runner-fingerprint-'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string): Promise<void> => fs.writeFile(path.join(folder, name), text);
const content = async (): Promise<string> =>
  (await fingerprint({ dockerfile: path.join(folder, 'Dockerfile'), context: folder, files: createFiles() })).content;

it('what an image is built from is the same whatever git notes for itself', async () => {
  await write('Dockerfile', 'FROM scratch\nCOPY . .\n');
  await write('fit.R', '1');
  const before = await content();
  await run('git', ['-C', folder, 'init', '--quiet']);
  await run('git', ['-C', folder, 'add', '.']);
  expect(await content()).toBe(before);
  await write('fit.R', '2');
  expect(await content()).not.toBe(before);
});

it('what an image is built from is the same though the settings name that image now', async () => {
  await write('Dockerfile', 'FROM scratch\nCOPY . .\n');
  await fs.mkdir(path.join(folder, '.vscode'));
  await write('.vscode/tasks.json', '1');
  const before = await content();
  await write('.vscode/settings.json', '{"sagemakerRunner.local.images": {"r": "study:1"}}');
  await write('study.code-workspace', '{"settings": {"sagemakerRunner.local.images": {"r": "study:1"}}}');
  expect(await content()).toBe(before);
  await write('.vscode/tasks.json', '2');
  expect(await content()).not.toBe(before);
});

it('a folder that cannot be read is an error that names it, unless nothing of it is copied', async () => {
  const files = createFiles();
  const closed = path.join(folder, 'data', 'closed');
  // The user that runs the tests may read everything.
  const list: Files['list'] = (of) =>
    of === closed ? Promise.reject(new Error('EACCES: permission denied')) : files.list(of);
  const taken = (): Promise<unknown> =>
    fingerprint({ dockerfile: path.join(folder, 'Dockerfile'), context: folder, files: { ...files, list } });
  await fs.mkdir(closed, { recursive: true });
  await write('Dockerfile', 'FROM scratch\nCOPY data missing /data/\n');
  await expect(taken()).rejects.toMatchObject({ code: 'FolderUnreadable' });
  await expect(taken()).rejects.toThrow(closed);
  await write('.dockerignore', 'data/closed\n');
  await taken();
});

it('what a Dockerfile copies of git by name counts', async () => {
  await write('Dockerfile', 'FROM scratch\nCOPY .git /repository\n');
  await fs.mkdir(path.join(folder, '.git'));
  await write('.git/HEAD', 'one');
  const before = await content();
  await write('.git/HEAD', 'two');
  expect(await content()).not.toBe(before);
});

it('what is only mounted while it is built counts too', async () => {
  await fs.mkdir(path.join(folder, 'R'));
  await write('R/fit.R', '1');
  await write('other.R', '1');
  await write(
    'Dockerfile',
    'FROM r-base\nRUN --mount=type=cache,target=/c --mount=type=bind,source=R,target=/R \\\n  R CMD INSTALL /R\n',
  );
  const before = await content();
  await write('other.R', '2');
  expect(await content()).toBe(before);
  await write('R/fit.R', '2');
  expect(await content()).not.toBe(before);
});

it.each([
  ['a path above it', 'COPY ../beside/secret.R beside /x/'],
  ['a link that leads out of it', 'COPY out /x/'],
])('nothing outside of the context counts: %s', async (_what, copy) => {
  const [context, beside] = [path.join(folder, 'context'), path.join(folder, 'beside')];
  for (const each of [context, beside]) await fs.mkdir(each);
  await fs.symlink(beside, path.join(context, 'out'));
  const files = createFiles();
  const taken = async (): Promise<string> =>
    (await fingerprint({ dockerfile: path.join(context, 'Dockerfile'), context, files })).state;
  await write('context/Dockerfile', `FROM scratch\n${copy}\n`);
  await write('beside/secret.R', '1');
  const before = await taken();
  await write('beside/secret.R', '22');
  expect(await taken()).toBe(before);
});

it('.dockerignore leaves out files and folders, and takes back in what it says', async () => {
  await write('Dockerfile', 'FROM scratch\nCOPY . .\n');
  for (const each of ['library', 'data']) await fs.mkdir(path.join(folder, each));
  const changes = async (name: string): Promise<boolean> => {
    const before = await content();
    await write(name, String(Math.random()));
    return (await content()) !== before;
  };
  await write('.dockerignore', 'library\n*.log\n');
  expect(await changes('library/deep.R')).toBe(false);
  expect(await changes('run.log')).toBe(false);
  expect(await changes('data/run.log')).toBe(true);
  await write('.dockerignore', 'library\n!library/deep.R\n');
  expect(await changes('library/deep.R')).toBe(true);
  expect(await changes('library/other.R')).toBe(false);
});
