import * as l10n from '@vscode/l10n';
import type { Language } from '../language.ts';
import { filesAt } from '../filesAt.ts';
import type { Follow, Unresolved, Use } from '../needs.ts';
import { chunkOptions } from './chunkOptions.ts';
import { frontMatterEnd } from './markdown.ts';

/** What a document needs besides what its code loads, and the files that it brings in. */
export interface DocumentUses {
  readonly uses: readonly Use[];
  readonly follows: readonly Follow[];
  readonly unresolved: readonly Unresolved[];
}

/** Engines of chunks that need a package of R. */
const engines: Readonly<Record<string, string>> = {
  python: 'reticulate',
  rcpp: 'Rcpp',
  sql: 'DBI',
  stan: 'rstan',
  julia: 'JuliaCall',
};

/** Packages that run a document in Python, by what they are imported as. */
const runners = { notebook: ['ipykernel'], quarto: ['nbclient', 'ipykernel', 'yaml'] };

/** Reads what runs a document, and what its front matter and its chunks' options name. `file`: its path below the folder that is read. */
export function documentUses(
  file: string,
  text: string,
  language: Language,
  otherLine: number | undefined,
): DocumentUses {
  const use = (name: string, line = 1): Use => ({ name, place: { file, line } });
  const isNotebook = /\.ipynb$/iu.test(file);
  const other: Unresolved[] =
    otherLine === undefined
      ? []
      : [{ text: file, place: { file, line: otherLine }, reason: otherReasons[language === 'r' ? 'python' : 'r']() }];
  if (isNotebook)
    return {
      uses: language === 'python' ? runners.notebook.map((name) => use(name)) : [],
      follows: [],
      unresolved: other,
    };
  if (language === 'python') return { uses: runners.quarto.map((name) => use(name)), follows: [], unresolved: other };
  const lines = text.split(/\r?\n/u);
  const uses = [use('knitr'), use('rmarkdown')];
  const follows: Follow[] = [];
  for (const [index, line] of lines.entries()) {
    const included = /\{\{<\s*include\s+(\S+)\s*>\}\}/u.exec(line)?.[1];
    const head = /^[\t >]*[`~]{3,}\s*\{([A-Za-z][^{}]*)\}\s*$/u.exec(line)?.[1];
    const options = head === undefined ? undefined : chunkOptions(head, lines.slice(index + 1, index + 20));
    if (options?.isEvaluated === true && Object.hasOwn(engines, options.engine))
      uses.push(use(engines[options.engine] ?? '', index + 1));
    for (const path of [...(included === undefined ? [] : [included]), ...(options?.files ?? [])])
      follows.push({ candidates: filesAt(path, file), place: { file, line: index + 1 }, otherwise: 'missing' });
    if (index < frontMatterEnd(lines)) {
      const format = /^\s*(?:output:|-)?\s*([A-Za-z][\w.]*)::\w+/u.exec(line)?.[1];
      if (format !== undefined) uses.push(use(format, index + 1));
      if (/^runtime:\s*shiny/u.test(line) || /^server:\s*shiny/u.test(line)) uses.push(use('shiny', index + 1));
    }
  }
  return { uses, follows, unresolved: other };
}

const otherReasons: Record<Language, () => string> = {
  r: () => l10n.t('code in R is there too, whose packages were not looked for'),
  python: () => l10n.t('code in Python is there too, whose packages were not looked for'),
};
