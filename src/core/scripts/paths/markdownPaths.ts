import { pathOfText, type ScriptPath } from './scriptPath.ts';

/** Pictures in the text, `![](../plots/a.png)`, and what the front matter names, `bibliography: ../refs.bib`. */
const written = /!\[[^\]]*\]\(\s*<?([^)\s>]+)|^\s*[\w-]+:\s*["']?(\.\.\/[^"'\n]+?)["']?\s*$/gu;

/** The paths that the text of a document names beside its code. They are seen from its own folder. */
export function markdownPaths(fileName: string, text: string): ScriptPath[] {
  if (/\.ipynb$/iu.test(fileName)) return [];
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(written)].flatMap(([, picture, other]): ScriptPath[] => {
      const path = pathOfText(picture ?? other ?? '', true);
      return path === undefined ? [] : [{ path, line: index + 1, from: 'file' }];
    }),
  );
}
