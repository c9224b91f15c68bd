/** Packages that R code in a text loads, or C++ code names for Rcpp; with the holes that the text has. */
export function packagesInText(text: string): string[] {
  const loaded = [
    ...text.matchAll(
      /\b(?:library|require|requireNamespace|loadNamespace)\(\s*["']?([\w.]+|[\uFDD1-\uFDD3][^()"']*)["']?\s*[,)]/gu,
    ),
  ].map(([, name = '']) => name.trim());
  const called = [...text.matchAll(/\b([A-Za-z][\w.]*):::?[\w.]/gu)].map(([, name = '']) => name);
  return [...loaded, ...(isCpp(text) ? packagesOfCpp(text).map(({ name }) => name) : called)];
}

function isCpp(text: string): boolean {
  return /\[\[Rcpp::|#include\s*[<"]/u.test(text);
}

/** The packages of `// [[Rcpp::depends(RcppArmadillo, BH)]]`, with their lines. */
export function packagesOfCpp(text: string): { readonly name: string; readonly line: number }[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/\[\[\s*Rcpp::depends\(([^)]*)\)/gu)]
        .flatMap(([, list = '']) => list.split(','))
        .map((name) => ({ name: name.trim(), line: index + 1 })),
    );
}

/** Scripts and documents that a command line hands to R or Quarto: `Rscript more.R`. */
export function scriptsInCommand(text: string): { readonly scripts: string[]; readonly isPython: boolean } {
  const scripts = [...text.matchAll(/(?:^|[\s"'=])([\w./-]+\.(?:r|rmd|qmd))(?=$|[\s"'])/giu)].map(
    ([, file = '']) => file,
  );
  return { scripts, isPython: /(?:^|[\s/])[\w./-]+\.py(?=$|\s)/u.test(text) };
}
