import { build } from 'esbuild';
import { builtinModules } from '../../esbuild.plugins.ts';

/** Bundles programs for Node as the product's are, into `outdir`: `NAME.mjs` for each, and what they share. */
export async function bundlePrograms(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void> {
  await build({
    entryPoints: { ...entryPoints },
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [builtinModules],
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
    outdir,
  });
}
