import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { collectCode, type CollectedCode } from '../../../src/app/code/collectCode.ts';

let outer: string;
let folder: string;

beforeEach(async () => {
  outer = await mkdtemp(path.join(tmpdir(), 'collect-'));
  folder = path.join(outer, 'study');
  await mkdir(folder);
});
afterEach(() => rm(outer, { recursive: true, force: true }));

async function write(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), name);
  }
}

const collect = (options: Partial<Parameters<typeof collectCode>[0]> = {}): Promise<CollectedCode> =>
  collectCode({ files: createFiles(), folder, content: 'code', sizeLimit: 1_000_000, ...options });
const paths = (code: CollectedCode): string[] => code.files.map((file) => file.path).sort();

describe('the code of a run', () => {
  it('is the script’s folder with every name a file system takes', async () => {
    const names = ['sim.R', 'R/a b.R', "R/it's.R", 'données/été.csv', 'q"uote.txt', 'deep/er/still/x'];
    await write(...names);
    const code = await collect();
    expect(paths(code)).toEqual(names.sort());
    expect(code.files.find((file) => file.path === 'sim.R')).toMatchObject({
      size: 5,
      file: path.join(folder, 'sim.R'),
    });
  });

  it('leaves tools’ own folders behind', async () => {
    await write(
      'sim.R',
      '.git/config',
      'sub/.git/x',
      'renv/library/R/x',
      'renv/activate.R',
      'a/__pycache__/b.pyc',
      '.venv/bin/python',
      '.Rhistory',
    );
    const code = await collect();
    expect(paths(code)).toEqual(['renv/activate.R', 'sim.R']);
    expect(code.ignored).toEqual([]);
  });

  it('honours .gitignore and .sagemakerignore in every folder, the latter and the nearer before the former', async () => {
    await write('sim.R', 'big.csv', 'keep.csv', 'sub/x.csv', 'sub/y.csv', 'out/plot.png', 'sub/tmp/z');
    await writeFile(path.join(folder, '.gitignore'), '*.csv\nout/\n');
    await writeFile(path.join(folder, '.sagemakerignore'), '!keep.csv\n');
    await writeFile(path.join(folder, 'sub/.gitignore'), '!y.csv\n/tmp\n');
    const code = await collect();
    expect(paths(code)).toEqual(['.gitignore', '.sagemakerignore', 'keep.csv', 'sim.R', 'sub/.gitignore', 'sub/y.csv']);
    expect([...code.ignored].sort()).toEqual(['big.csv', 'out', 'sub/tmp', 'sub/x.csv']);
  });

  it('honours the rules of the Git repository around the folder, but not one against the folder itself', async () => {
    await mkdir(path.join(outer, '.git'));
    await write('sim.R', 'secret.csv', 'keep.csv', 'sub/x.log');
    await writeFile(path.join(outer, '.gitignore'), '*.csv\n!study/keep.csv\nstudy/sub/*.log\n');
    expect(paths(await collect())).toEqual(['keep.csv', 'sim.R']);
    await writeFile(path.join(outer, '.gitignore'), 'study/\n');
    expect(paths(await collect())).toEqual(['keep.csv', 'secret.csv', 'sim.R', 'sub/x.log']);
    // A folder above may be one that its user cannot list; root, who may run this, always can.
    const files = createFiles();
    const list = (at: string) => (at === outer ? Promise.reject(new Error('EACCES')) : files.list(at));
    expect(paths(await collect({ files: { ...files, list } }))).toContain('sub/x.log');
    await rm(path.join(outer, '.git'), { recursive: true });
    await writeFile(path.join(outer, '.gitignore'), '*.csv\n');
    expect(paths(await collect())).toContain('secret.csv');
  });

  it('passes over a file of rules that is a link to nothing', async () => {
    await write('sim.R');
    await symlink('nowhere', path.join(folder, '.gitignore'));
    expect(await collect()).toMatchObject({ files: [{ path: 'sim.R' }], brokenLinks: ['.gitignore'] });
  });

  it('holds the script even where a rule leaves it out', async () => {
    await write('sim.R', 'other.R');
    await writeFile(path.join(folder, '.gitignore'), '*.R');
    expect(paths(await collect({ required: ['sim.R'] }))).toEqual(['.gitignore', 'sim.R']);
  });

  it('follows links that stay inside, and does not run in circles', async () => {
    await write('sim.R', 'data/a.csv');
    await symlink('data', path.join(folder, 'alias'));
    await symlink('../sim.R', path.join(folder, 'data/script.R'));
    await symlink('..', path.join(folder, 'data/up'));
    await symlink('nowhere', path.join(folder, 'broken'));
    const code = await collect();
    expect(paths(code)).toEqual(['alias/a.csv', 'alias/script.R', 'data/a.csv', 'data/script.R', 'sim.R']);
    expect(code.brokenLinks).toEqual(['broken']);
  });

  it('refuses a link that leads out, unless a rule leaves it out', async () => {
    await write('sim.R');
    await writeFile(path.join(outer, 'secret'), 'x');
    await symlink('../secret', path.join(folder, 'link'));
    await expect(collect()).rejects.toMatchObject({
      code: 'CodeSymlinkEscapes',
      message: expect.stringContaining('link in ') as string,
    });
    await writeFile(path.join(folder, '.sagemakerignore'), 'link\n');
    expect(paths(await collect())).toEqual(['.sagemakerignore', 'sim.R']);
  });

  it('takes everything of a data folder, links followed', async () => {
    await write('a.csv', '.git/x', 'venv/y');
    await writeFile(path.join(folder, '.gitignore'), '*\n');
    await writeFile(path.join(outer, 'far.csv'), 'x');
    await symlink('../far.csv', path.join(folder, 'far.csv'));
    expect(paths(await collect({ content: 'data' }))).toEqual(['.git/x', '.gitignore', 'a.csv', 'far.csv', 'venv/y']);
  });

  it('says what weighs most when the folder is over the limit', async () => {
    await write('sim.R');
    await mkdir(path.join(folder, 'data'));
    await writeFile(path.join(folder, 'data/big.bin'), Buffer.alloc(2_000_000));
    await expect(collect()).rejects.toMatchObject({
      code: 'CodeFolderTooLarge',
      message: expect.stringMatching(
        /holds 2\.0 MB in 2 files.*up to 1\.0 MB.*Largest: data\/ \(2\.0 MB\), sim\.R \(5 bytes\)/u,
      ) as string,
    });
  });
});
