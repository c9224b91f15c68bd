// Three programs come out: the extension (with the parts that load on first use beside it), Local SageMaker, the webview.
import { context } from 'esbuild';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const { resolve } = createRequire(import.meta.url);

/** Modules that `await import(...)` in the extension loads on first use: each becomes a file of its own in dist/. */
const lazyModules = {
  'src/adapters/aws/index.ts': 'aws',
  'src/adapters/aws/credentials.ts': 'awsCredentials',
  'src/adapters/aws/iam.ts': 'awsIam',
  'src/adapters/aws/uploadInParts.ts': 'awsUpload',
  'src/adapters/docker/index.ts': 'engine',
  'src/ui/images/build/runBuild.ts': 'runBuild',
  'src/ui/images/build/editImage.ts': 'imageOptions',
  'src/ui/images/build/building.ts': 'buildImage',
  'src/ui/runs/submitRun.ts': 'submitRun',
  'src/ui/shell/onDemand.ts': 'onDemand',
  'src/ui/runs/options/editRun.ts': 'runOptions',
  'src/ui/doctor/runDoctor.ts': 'doctor',
  'src/ui/outputs/panelRegistry.ts': 'outputs',
  'src/ui/images/dockerfile/dockerfiles.ts': 'dockerfile',
  'src/adapters/parser/index.ts': 'parser',
};

/** Leaves a dynamic import of a lazy module as a `require` of its own output file: CommonJS has no code splitting. */
const lazyImports = {
  name: 'lazy-imports',
  setup(build) {
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const file = path.relative(import.meta.dirname, path.resolve(args.resolveDir, args.path));
      const output = lazyModules[file];
      return output === undefined ? undefined : { path: `./${output}.js`, external: true };
    });
  },
};

/** The translated texts are configured once, so every file of the extension shares one copy of the library that holds them. */
const sharedTexts = {
  name: 'shared-texts',
  setup(build) {
    build.onResolve({ filter: /^@vscode\/l10n$/ }, (args) =>
      args.kind === 'entry-point' ? undefined : { path: './l10n.js', external: true },
    );
  },
};

/**
 * VS Code's API as an ES module, one in each file of the extension. As an external CommonJS module it would be copied, all its members, for
 * every file of ours that imports it: more work than the rest of an activation.
 */
const editorApi = {
  name: 'editor-api',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'require-call' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor-api' },
    );
    build.onLoad({ filter: /^vscode$/, namespace: 'editor-api' }, async () => {
      const types = await readFile(resolve('@types/vscode/index.d.ts'), 'utf8');
      const members = types.matchAll(/^\texport (?:abstract )?(?:const|namespace|class|enum|function|let) (\w+)/gm);
      const names = [...new Set([...members].map(([, name]) => name))];
      // Marked as pure: what no file uses is left out.
      const lines = names.map((name) => `export const ${name} = /* @__PURE__ */ member('${name}');`);
      return {
        contents: [`const api = require('vscode');`, 'const member = (name) => api[name];', ...lines].join('\n'),
      };
    });
  },
};

/** tree-sitter finds Node's own functions by `import.meta`, which a CommonJS file has not: its CommonJS file does without. */
const commonJsOnly = {
  name: 'common-js-only',
  setup(build) {
    build.onResolve({ filter: /^web-tree-sitter$/ }, ({ path: name }) => ({ path: resolve(name) }));
  },
};

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'info',
  legalComments: 'none',
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  outdir: 'dist',
};

const builds = [
  {
    ...node,
    entryPoints: {
      extension: 'src/extension.ts',
      l10n: '@vscode/l10n',
      ...Object.fromEntries(Object.entries(lazyModules).map(([file, name]) => [name, file])),
    },
    plugins: [lazyImports, sharedTexts, editorApi, commonJsOnly],
  },
  { ...node, entryPoints: { local: 'src/local/cli.ts' } },
  {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'chrome130',
    entryPoints: {
      outputs: 'webview/outputs/main.ts',
      // Runs beside the page, so it is a file of its own. The legacy build: the oldest supported editor's Chromium is 138.
      pdfWorker: 'node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs',
    },
    splitting: true,
    outdir: 'dist/webview',
    loader: { '.svg': 'text', '.pfb': 'file' },
  },
];

/** The parser of scripts and its grammars are WebAssembly, read as files. */
const grammars = {
  'web-tree-sitter/web-tree-sitter.wasm': 'treeSitter.wasm',
  '@davisvaughan/tree-sitter-r/tree-sitter-r.wasm': 'r.wasm',
  'tree-sitter-python/tree-sitter-python.wasm': 'python.wasm',
};
await mkdir('dist', { recursive: true });
for (const [from, to] of Object.entries(grammars)) await copyFile(resolve(from), path.join('dist', to));

// The webview's chunks are named by their content: those of the last build would stay.
await rm('dist/webview', { recursive: true, force: true });
for (const options of builds) {
  const built = await context(options);
  if (watch) await built.watch();
  else {
    await built.rebuild();
    await built.dispose();
  }
}
