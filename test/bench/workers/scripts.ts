// Reads what many scripts need, with the parser as it loads in the editor.
import path from 'node:path';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { readScripts } from '../../../src/app/dockerfile/readScripts.ts';
import type { Language } from '../../../src/core/scripts/language.ts';
import { timed } from '../figure.ts';
import { answer, argument } from './product.ts';

export interface ScriptsArgument {
  readonly folder: string;
  readonly scripts: Readonly<Record<Language, readonly string[]>>;
}

export interface ScriptsAnswer {
  /** From nothing loaded to the last script read. */
  readonly milliseconds: number;
  readonly uses: number;
}

const { folder, scripts } = argument as ScriptsArgument;
const dist = path.resolve('dist');
let uses = 0;
const milliseconds = await timed(async () => {
  const { createCodeParser } = await import('../../../src/adapters/parser/index.ts');
  const file = (name: string): string => path.join(dist, `${name}.wasm`);
  const loaded = await createCodeParser({ runtime: file('treeSitter'), r: file('r'), python: file('python') });
  for (const language of ['r', 'python'] as const) {
    const read = await readScripts({
      files: createFiles(),
      parser: loaded,
      folder,
      scripts: scripts[language],
      language,
    });
    uses += read.uses.length;
  }
});
answer({ milliseconds, uses } satisfies ScriptsAnswer);
