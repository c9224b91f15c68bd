import path from 'node:path';
import type { LoadParser } from './core/ports/codeParser.ts';

/** The parser of scripts, read in from the extension's own files when it is first asked for. `folder` is where they lie. */
export function lazyParser(folder: string): LoadParser {
  let parser: ReturnType<LoadParser> | undefined;
  return () => {
    parser ??= import('./adapters/parser/index.ts').then(({ createCodeParser }) =>
      createCodeParser({
        runtime: path.join(folder, 'treeSitter.wasm'),
        r: path.join(folder, 'r.wasm'),
        python: path.join(folder, 'python.wasm'),
      }),
    );
    return parser;
  };
}
