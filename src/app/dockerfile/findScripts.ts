import { joinPath } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import { isDocument } from '../../core/scripts/documents/codeOfDocument.ts';
import { documentLanguage } from '../../core/scripts/documents/documentCode.ts';
import { languageOf, type Language } from '../../core/scripts/language.ts';
import { collectCode } from '../code/collectCode.ts';

/** Scripts, and documents that are run by the same language. Paths below the folder, in name order. */
export type FoundScripts = Readonly<Record<Language, readonly string[]>>;

/** The scripts and documents of a folder and of those in it, tests left out; ignore rules hold. */
export async function findScripts(files: Files, folder: string): Promise<FoundScripts> {
  const { files: collected } = await collectCode({ files, folder, content: 'code', sizeLimit: Infinity });
  const found: Record<Language, string[]> = { r: [], python: [] };
  for (const { path } of collected) {
    if (/(^|\/)(tests?|testthat)\//u.test(path)) continue;
    const language = isDocument(path)
      ? documentLanguage(path, await files.readText(joinPath(folder, path)))
      : languageOf(path);
    if (language) found[language].push(path);
  }
  return found;
}
