import type { Metafile } from 'esbuild';
import { unzipSync } from 'fflate';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { shippedPackages, thirdPartyNotices } from '../../esbuild.notices.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (...parts: string[]): string => fs.readFileSync(path.join(root, ...parts), 'utf8');

describe('the notices in the VSIX', () => {
  const files = unzipSync(fs.readFileSync(path.join(root, 'dist/sagemaker-runner.vsix')));
  const notices = new TextDecoder().decode(files['extension/dist/THIRD-PARTY-NOTICES.txt']);
  const built = JSON.parse(read('dist/meta.json')) as Metafile[];

  it('are those of every package in it, each with its version and the text of its licence', () => {
    const bundled = shippedPackages(built, []).map(({ folder }) => folder);
    expect(bundled.length).toBeGreaterThan(30);
    // Files that are copied as they are; esbuild does not know of them.
    const copied = ['web-tree-sitter', '@davisvaughan/tree-sitter-r', 'tree-sitter-python'];
    const folders = [...bundled, ...copied.map((name) => `node_modules/${name}`)];
    const unsaid = folders.filter((folder) => {
      const { name, version } = JSON.parse(read(folder, 'package.json')) as { name: string; version: string };
      const licence = fs.readdirSync(path.join(root, folder)).find((file) => /^licen[cs]e/i.test(file));
      const text =
        licence === undefined
          ? /Permission is hereby granted|Permission to use, copy, modify|Apache License/
          : read(folder, licence).trim();
      const part = notices.split('='.repeat(80)).find((section) => section.includes(`\n${name} ${version} (`)) ?? '';
      return typeof text === 'string' ? !part.includes(text) : !text.test(part);
    });
    expect(unsaid).toEqual([]);
  });

  it('are those of the fonts as well, which are not the package’s own', () => {
    expect(Object.keys(files).filter((name) => name.endsWith('.pfb'))).not.toEqual([]);
    expect(notices).toContain(read('node_modules/pdfjs-dist/standard_fonts/LICENSE_FOXIT').trim());
  });
});

describe('a package without a file for its licence', () => {
  const here = process.cwd();
  let folder = '';

  afterEach(() => {
    process.chdir(here);
    fs.rmSync(folder, { recursive: true });
  });

  /** A project that bundles one such package. */
  function notices(license: string, author: unknown): Promise<string> {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sagemaker-runner-notices-'));
    const place = path.join(folder, 'node_modules', 'bare');
    fs.mkdirSync(place, { recursive: true });
    const known = 'node_modules/spdx-license-list';
    fs.cpSync(path.join(root, known), path.join(folder, known), { recursive: true });
    fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify({ name: 'bare', author }));
    const lock = { packages: { 'node_modules/bare': { version: '1.2.3', license } } };
    fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
    process.chdir(folder);
    return thirdPartyNotices([], ['node_modules/bare/index.js']);
  }

  it('has the standard text of the licence it names, with its author', async () => {
    const text = await notices('MIT', { name: 'Ada' });
    expect(text).toContain('bare 1.2.3 (MIT)\n\nMIT License\n\nCopyright (c) Ada\n\nPermission is hereby granted');
  });

  it('does not ship when nobody knows its licence', async () => {
    await expect(notices('SEE LICENSE IN README', 'Ada')).rejects.toThrow('node_modules/bare ships without a licence');
    await expect(notices('MIT', undefined)).rejects.toThrow('node_modules/bare ships without a licence');
  });
});
