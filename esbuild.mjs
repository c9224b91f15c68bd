// Three builds: the extension with Local SageMaker, the webview, and a worker of it. What several parts of one share is in a chunk that they share.
import { context } from 'esbuild';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { thirdPartyNotices } from './esbuild.notices.ts';
import { activationFirst, builtinModules, editorApi } from './esbuild.plugins.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const common = {
  bundle: true,
  splitting: true,
  format: 'esm',
  chunkNames: '[name]-[hash]',
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'info',
  // All of them are in the notices.
  legalComments: 'none',
  metafile: true,
};

const builds = [
  {
    ...common,
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    // The SDK reads the names of browsers with it, in browsers.
    external: ['bowser'],
    // The last runs in a thread.
    entryPoints: {
      extension: 'src/extension.ts',
      local: 'src/local/cli.ts',
      tableWorker: 'src/adapters/tables/worker.ts',
    },
    plugins: [activationFirst('src/extension.ts'), editorApi, builtinModules],
    outdir: 'dist',
  },
  {
    ...common,
    platform: 'browser',
    target: 'chrome130',
    entryPoints: { outputs: 'webview/outputs/main.ts' },
    outdir: 'dist/webview',
    loader: { '.svg': 'text', '.pfb': 'file' },
  },
  {
    ...common,
    platform: 'browser',
    target: 'chrome130',
    // It starts from a blob, from where no other file can be reached.
    splitting: false,
    // The legacy build: the oldest supported editor's Chromium is 138.
    entryPoints: { pdfWorker: 'node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs' },
    outdir: 'dist/webview',
  },
];

/** The parser of scripts and its grammars are WebAssembly, read as files. */
const grammars = {
  'node_modules/web-tree-sitter/web-tree-sitter.wasm': 'treeSitter.wasm',
  'node_modules/@davisvaughan/tree-sitter-r/tree-sitter-r.wasm': 'r.wasm',
  'node_modules/tree-sitter-python/tree-sitter-python.wasm': 'python.wasm',
};

/** Chunks are named by their content: those of the last build would stay, and ship. */
async function empty(folder) {
  await mkdir(folder, { recursive: true });
  const code = (await readdir(folder)).filter((name) => /\.(js|css|pfb)(\.map)?$/.test(name));
  for (const name of code) await rm(path.join(folder, name));
}

for (const outdir of new Set(builds.map((build) => build.outdir))) await empty(outdir);
for (const [from, to] of Object.entries(grammars)) await copyFile(from, path.join('dist', to));
const built = [];
for (const options of builds) {
  const build = await context(options);
  if (watch) await build.watch();
  else {
    built.push((await build.rebuild()).metafile);
    await build.dispose();
  }
}
if (!watch) {
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', await thirdPartyNotices(built, Object.keys(grammars)));
  // Does not ship: which file of dist/ holds what, for the tests of the package.
  await writeFile('dist/meta.json', JSON.stringify(built));
}
