import { unzipSync, zipSync } from 'fflate';
import type { Metafile } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const vsix = path.join(root, 'dist/sagemaker-runner.vsix');
const sizeLimit = 2_500_000;

/** Everything that may be in the package; nothing else. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[a-z-]+)?)?\.json$/,
  /^extension\/(readme|changelog)\.md$/,
  /^extension\/LICENSE\.txt$/,
  /^extension\/l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^extension\/dist\/[\w-]+\.js$/,
  /^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^extension\/dist\/(treeSitter|r|python)\.wasm$/,
  /^extension\/dist\/webview\/[\w.-]+\.(js|css|pfb)$/,
  /^extension\/media\/[\w-]+\.(svg|png)$/,
  /^extension\/media\/(launcher|image)\/[\w.-]+$/,
  /^extension\/media\/(icons|pictures|walkthrough)\/[\w.-]+\.(svg|png|md)$/,
  /^extension\/media\/samples\/(README\.md|\w+\.(R|py)|data\/\w+\.csv|\.vscode\/tasks\.json)$/,
];

const [main] = JSON.parse(fs.readFileSync(path.join(root, 'dist/meta.json'), 'utf8')) as readonly [Metafile, Metafile];

/** The files of dist/ that the editor loads with one of them. */
function loadedWith(file: string, known = new Set<string>()): string[] {
  known.add(file);
  for (const { path: other, kind, external } of main.outputs[file]?.imports ?? [])
    if (kind === 'import-statement' && external !== true && !known.has(other)) loadedWith(other, known);
  return [...known];
}

describe('the VSIX that npm run package made', () => {
  let files: Record<string, Uint8Array>;
  const text = (name: string): string => new TextDecoder().decode(files[name]);

  beforeAll(() => {
    files = unzipSync(fs.readFileSync(vsix));
  });

  it('holds only what ships', () => {
    expect(Object.keys(files).filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('holds a worker that needs no other file, as it starts from a blob', () => {
    expect(text('extension/dist/webview/pdfWorker.js')).not.toMatch(/(?:^|[;}])\s*import\s*["'{*]|\bfrom\s*["']\.\//u);
  });

  it('holds everything that package.json points to', () => {
    const manifest = text('extension/package.json');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:media|dist)\/[^"*]+\.\w+)"/g)].map(
      (match) => `extension/${match[1] ?? ''}`,
    );
    expect(named).toContain('extension/dist/extension.js');
    expect(named.filter((name) => !(name in files))).toEqual([]);
    for (const name of [
      'dist/local.js',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/webview/outputs.js',
      'media/launcher/launch.sh',
    ]) {
      expect(Object.keys(files)).toContain(`extension/${name}`);
    }
  });

  it('asks for the editor’s API in one place, and takes of it what is used: every activation waits for it', () => {
    const code = loadedWith('dist/extension.js').map((file) => text(`extension/${file}`));
    expect(code.join('\n').match(/\("vscode"\)/g)).toHaveLength(1);
    // Of notebooks' API nothing is used: a file that destructures `vscode` would bring all of it.
    expect(code.join('\n')).not.toContain('NotebookRange');
    expect(Object.keys(files).filter((name) => /from ?"vscode"/.test(text(name)))).toEqual([]);
  });

  it(`is at most ${sizeLimit / 1e6} MB`, () => {
    const sizes = Object.entries(files).map(([name, data]) => ({
      name,
      kB: Math.round(zipSync({ data }).length / 1000),
    }));
    const largest = sizes.sort((a, b) => b.kB - a.kB).slice(0, 15);
    const parts = largest.map(({ name, kB }) => `${String(kB).padStart(5)} kB  ${name}`).join('\n');
    expect(fs.statSync(vsix).size, `its largest parts, packed:\n${parts}\n`).toBeLessThanOrEqual(sizeLimit);
  });

  it('loads less than 30 kB of code at activation, from few files', () => {
    const atActivation = loadedWith('dist/extension.js');
    expect(atActivation.length).toBeLessThanOrEqual(4);
    const size = atActivation.reduce((sum, file) => sum + (files[`extension/${file}`]?.length ?? Infinity), 0);
    expect(size).toBeLessThan(30_000);
  });

  it('names no folder of the machine that built it', () => {
    const telling = Object.keys(files).filter((name) => /\.(js|json|css|md)$/.test(name) && text(name).includes(root));
    expect(telling).toEqual([]);
  });
});
