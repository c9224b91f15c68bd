import { unzipSync } from 'fflate';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const vsix = path.join(root, 'dist/sagemaker-runner.vsix');

/** Everything that may be in the package; nothing else. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[a-z-]+)?)?\.json$/,
  /^extension\/(readme|changelog)\.md$/,
  /^extension\/LICENSE\.txt$/,
  /^extension\/l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^extension\/dist\/[A-Za-z\d]+\.js$/,
  /^extension\/dist\/(treeSitter|r|python)\.wasm$/,
  /^extension\/dist\/webview\/[\w.-]+\.(js|css|pfb)$/,
  /^extension\/media\/[\w-]+\.(svg|png)$/,
  /^extension\/media\/(launcher|image)\/[\w.-]+$/,
  /^extension\/media\/(icons|pictures|walkthrough)\/[\w.-]+\.(svg|png|md)$/,
  /^extension\/media\/samples\/(README\.md|\w+\.(R|py)|data\/\w+\.csv|\.vscode\/tasks\.json)$/,
];

describe('the VSIX that npm run package made', () => {
  let files: Record<string, Uint8Array>;
  const text = (name: string): string => new TextDecoder().decode(files[name]);

  beforeAll(() => {
    files = unzipSync(fs.readFileSync(vsix));
  });

  it('holds only what ships', () => {
    expect(Object.keys(files).filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('holds everything that package.json points to', () => {
    const manifest = text('extension/package.json');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:media|dist)\/[^"*]+\.\w+)"/g)].map(
      (match) => `extension/${match[1] ?? ''}`,
    );
    expect(named).toContain('extension/dist/extension.js');
    expect(named.filter((name) => !(name in files))).toEqual([]);
    for (const name of ['dist/local.js', 'dist/webview/outputs.js', 'media/launcher/launch.sh']) {
      expect(Object.keys(files)).toContain(`extension/${name}`);
    }
  });

  it('does not copy the editor’s API for each file that imports it, which every activation would wait for', () => {
    const code = text('extension/dist/extension.js');
    expect(code).toContain('require("vscode")');
    expect(code).not.toMatch(/\w\(require\("vscode"\)/u);
  });

  it('is at most 2 MB', () => {
    expect(fs.statSync(vsix).size).toBeLessThanOrEqual(2_000_000);
  });

  it('loads less than 150 kB of code at activation', () => {
    const atActivation = ['extension', 'l10n'].map((name) => files[`extension/dist/${name}.js`]?.length ?? 0);
    expect(Math.min(...atActivation)).toBeGreaterThan(0);
    expect(atActivation.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  });

  it('names no folder of the machine that built it', () => {
    const telling = Object.keys(files).filter((name) => /\.(js|json|css|md)$/.test(name) && text(name).includes(root));
    expect(telling).toEqual([]);
  });
});
