import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * Whatever an `await import(...)` of ours loads, the entry point has been loaded before it. Told so, esbuild puts all that the entry point
 * needs into few files; else there are as many as there are combinations of parts that share something, and every window waits for each.
 */
export function activationFirst(entryPoint: string): Plugin {
  const entry = path.resolve(entryPoint);
  return {
    name: 'activation-first',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ kind, importer, resolveDir, path: name }) =>
        kind === 'dynamic-import' && importer.startsWith(path.dirname(entry))
          ? { path: path.resolve(resolveDir, name), namespace: 'on-demand' }
          : undefined,
      );
      build.onLoad({ filter: /./, namespace: 'on-demand' }, ({ path: file }) => ({
        contents: `import ${JSON.stringify(entry)};\nexport * from ${JSON.stringify(file)};`,
        resolveDir: path.dirname(file),
      }));
    },
  };
}

/**
 * VS Code's API: of its members only those that are used. An `import` of it makes a module of all of them, which each activation would wait
 * for, and which older editors look up in another thread.
 */
export const editorApi: Plugin = {
  name: 'editor-api',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'editor-api' }));
    build.onLoad({ filter: /^vscode$/, namespace: 'editor-api' }, async () => {
      const types = await readFile(createRequire(import.meta.url).resolve('@types/vscode/index.d.ts'), 'utf8');
      const members = types.matchAll(/^\texport (?:abstract )?(?:const|namespace|class|enum|function|let) (\w+)/gm);
      const names = [...new Set([...members].map((match) => match[1] ?? ''))];
      const lines = [
        "import { createRequire } from 'node:module';",
        "const api = createRequire(import.meta.url)('vscode');",
        'const member = (name) => api[name];',
        // Marked as pure: what no file uses is left out.
        ...names.map((name) => `export const ${name} = /* @__PURE__ */ member('${name}');`),
      ];
      return { contents: lines.join('\n') };
    });
  },
};

/** CommonJS packages `require` Node's own modules, and an ES module has no `require`. */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path: name }) =>
      kind === 'require-call' && isBuiltin(name) ? { path: name, namespace: 'builtin-modules' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'builtin-modules' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(name)});`,
    }));
  },
};
