/** Modules that Python code in a text imports, with the holes that the text has. */
export function modulesInText(text: string): string[] {
  return [...text.matchAll(/(?:^|[\n;])\s*(?:import|from)\s+([\w.\uFDD1-\uFDD3:!]+)/gu)].map(([, name = '']) => name);
}

/** Scripts and documents in a command line, or in the list of its words: `python b.py`, `jupyter nbconvert --execute a.ipynb`. */
export function scriptsInCommand(text: string): { readonly scripts: string[]; readonly isR: boolean } {
  const found = [...text.matchAll(/(?:^|[\s"'=,[])([\w./-]+\.(?:py|ipynb|qmd|R|r|Rmd))(?=$|[\s"',\]])/gu)].map(
    ([, file = '']) => file,
  );
  const scripts = found.filter((file) => /\.(?:py|ipynb|qmd)$/u.test(file));
  return { scripts, isR: scripts.length < found.length };
}
