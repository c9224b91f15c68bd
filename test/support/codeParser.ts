import { createRequire } from 'node:module';
import { createCodeParser } from '../../src/adapters/parser/index.ts';
import type { CodeParser } from '../../src/core/ports/codeParser.ts';

/** The real parser, with the grammars where npm put them. */
export function loadCodeParser(): Promise<CodeParser> {
  const { resolve } = createRequire(import.meta.url);
  return createCodeParser({
    runtime: resolve('web-tree-sitter/web-tree-sitter.wasm'),
    r: resolve('@davisvaughan/tree-sitter-r/tree-sitter-r.wasm'),
    python: resolve('tree-sitter-python/tree-sitter-python.wasm'),
  });
}
