import type { Files } from '../../core/ports/files.ts';
import { scriptLanguageOf } from '../../core/scripts/language.ts';
import { collectCode } from '../code/collectCode.ts';

export interface FoundScripts {
  readonly r: readonly string[];
  readonly python: readonly string[];
  /** Notebooks and documents, whose code is not read. */
  readonly documents: readonly string[];
}

/** The scripts of a folder and of those in it, tests left out; ignore rules hold. Paths below the folder, in name order. */
export async function findScripts(files: Files, folder: string): Promise<FoundScripts> {
  const { files: found } = await collectCode({ files, folder, content: 'code', sizeLimit: Infinity });
  const paths = found.map(({ path }) => path).filter((path) => !/(^|\/)(tests?|testthat)\//u.test(path));
  return {
    r: paths.filter((path) => scriptLanguageOf(path) === 'r'),
    python: paths.filter((path) => scriptLanguageOf(path) === 'python'),
    documents: paths.filter((path) => /\.(rmd|qmd|ipynb)$/iu.test(path)),
  };
}
