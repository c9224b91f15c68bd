import type { CodeParser } from '../../core/ports/codeParser.ts';
import { documentCode } from '../../core/scripts/documents/documentCode.ts';
import { documentUses } from '../../core/scripts/documents/documentUses.ts';
import { isDocument } from '../../core/scripts/documents/codeOfDocument.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { ScriptUses } from '../../core/scripts/needs.ts';
import { readPython } from '../../core/scripts/python/readPython.ts';
import { packagesOfCpp } from '../../core/scripts/r/inText.ts';
import { readR } from '../../core/scripts/r/readR.ts';
import { readInlineMetadata } from '../../core/scripts/sources/inlineMetadata.ts';
import type { SourceNeeds } from '../../core/scripts/sources/source.ts';
import type { Wrapper } from '../../core/scripts/wrapper.ts';

export interface ReadFileOptions {
  readonly parser: CodeParser;
  readonly language: Language;
  /** Below the folder that is read. */
  readonly file: string;
  readonly text: string;
  /** Of other files. */
  readonly wrappers?: readonly Wrapper[];
}

/** What a file says that it needs. */
export interface FileUses extends ScriptUses {
  /** What a Python script lists in its own head; undefined for one that lists nothing. */
  readonly inline?: SourceNeeds;
}

const readers = { r: readR, python: readPython };

/** Reads what a file needs: a script, a document's code, or code of C++ that Rcpp builds. */
export function readFile({ parser, language, file, text, wrappers = [] }: ReadFileOptions): FileUses {
  if (/\.(?:c|cc|cpp|cxx|h|hpp)$/iu.test(file)) return { ...nothing, uses: usesOfCpp(file, text) };
  const read = readers[language];
  if (!isDocument(file)) {
    const inline = language === 'python' ? readInlineMetadata(text, file) : undefined;
    const { uses, follows, unresolved, wrappers: own, called } = read(parser.parse(language, text), file, wrappers);
    return { uses, follows, unresolved, wrappers: own, called, ...(inline && { inline }) };
  }
  const code = documentCode(file, text, language);
  const own = documentUses(file, text, language, code.otherLine);
  const found = read(parser.parse(language, code.text, code.lines), file, wrappers);
  return {
    ...found,
    uses: [...own.uses, ...found.uses],
    follows: [...own.follows, ...found.follows],
    unresolved: [...own.unresolved, ...found.unresolved],
    called: found.called,
    wrappers: found.wrappers,
  };
}

function usesOfCpp(file: string, text: string): ScriptUses['uses'] {
  return packagesOfCpp(text).map(({ name, line }) => ({ name, place: { file, line } }));
}

const nothing: ScriptUses = { uses: [], follows: [], unresolved: [], wrappers: [], called: new Set() };
