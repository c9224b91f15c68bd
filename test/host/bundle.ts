import { build } from 'esbuild';
import fs from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** One CommonJS file for the extension host, which loads no TypeScript: every `*.test.ts` of this folder, or `only` one. */
export async function bundleSuite(name: string, only = ''): Promise<string> {
  const outfile = path.join(root, `out/host/${name}.cjs`);
  const files = (await fs.readdir(import.meta.dirname)).filter((file) => file.endsWith(`${only}.test.ts`)).sort();
  const loaders = files.map((file) => `() => import('./${file}')`).join(', ');
  const contents = `import { runSuite } from './suite.ts';\nexport const run = () => runSuite([${loaders}]);\n`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, sourcefile: 'index.ts', loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    logOverride: { 'require-resolve-not-external': 'silent' },
    outfile,
  });
  return outfile;
}
