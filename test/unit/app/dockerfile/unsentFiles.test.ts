import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../../../src/adapters/files/index.ts';
import { readNeeds } from '../../../../src/app/dockerfile/readNeeds.ts';
import { unsentFiles } from '../../../../src/app/dockerfile/unsentFiles.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

const parser = await loadCodeParser();
const files = createFiles();
let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), 'sagemaker-runner-unsent-'));
  const texts = {
    'scripts/study.py': 'import near, lib.far, ignored, pandas',
    'scripts/near.py': '',
    'scripts/ignored.py': '',
    'scripts/.sagemakerignore': 'ignored.py\n',
    'lib/far.py': '',
  };
  for (const [name, text] of Object.entries(texts)) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), text);
  }
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

describe('files that a script brings in and its run does not send', () => {
  const unsent = async (code?: string): Promise<string[]> => {
    const needs = await readNeeds({ files, parser, folder, scripts: ['scripts/study.py'], language: 'python' });
    expect(needs.packages.map(({ name }) => name)).toEqual(['pandas']);
    const script = path.join(folder, 'scripts/study.py');
    return unsentFiles({ files, folder, needs, spec: { script, ...(code !== undefined && { code }) } });
  };

  it('are those outside of its folder, and those that rules leave out', async () => {
    expect(await unsent()).toEqual(['lib/far.py', 'scripts/ignored.py']);
    expect(await unsent(folder)).toEqual(['scripts/ignored.py']);
  });

  it('are none where the code comes from an earlier run', async () => {
    expect(await unsent('s3://bucket/code/')).toEqual([]);
  });
});
