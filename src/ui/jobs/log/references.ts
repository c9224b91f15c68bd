/** A place in a source file that a line of a log may name. */
export interface SourceReference {
  /** As the log has it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Where it stands in the line of the log. */
  readonly start: number;
  readonly length: number;
}

/** Python: `File "/opt/ml/processing/input/code/x.py", line 3`. */
const quotedFile = /File "(?<file>[^"]+)", line (?<line>\d+)/gu;
/** R: the end of `simulate.R#12`, `R/model.R:12`, `model.R:12:5`. */
const unquotedEnd = /\.(?:[rR]|[rR]md|[rR]markdown|qmd|py)[#:](?<line>\d+)(?::\d+)?/gu;
/** What may stand before a file's name: the beginning of the text, a space, a quote, a bracket. */
const fileStart = /(?<=^|[\s"'`(<[])[^\s"'`(<[]/gu;
/** Words of a name with spaces that are tried, from its end. */
const mostStarts = 8;

/**
 * The files and lines that a line of a log refers to, each with its readings, the longest first: where a name without quotes begins only
 * the files that are there can tell, as names may hold spaces.
 */
export function sourceReferences(text: string): SourceReference[][] {
  return [...quotedReferences(text), ...unquotedReferences(text)];
}

function quotedReferences(text: string): SourceReference[][] {
  return [...text.matchAll(quotedFile)].map((match) => {
    const { file = '', line } = match.groups ?? {};
    return [{ file, line: Number(line), start: match.index, length: match[0].length }];
  });
}

function unquotedReferences(text: string): SourceReference[][] {
  let from = 0;
  return [...text.matchAll(unquotedEnd)].map((match) => {
    const end = match.index + match[0].length;
    const nameEnd = match.index + match[0].search(/[#:]/u);
    const before = text.slice(from, match.index);
    const starts = [...before.matchAll(fileStart)].map(({ index }) => from + index).slice(-mostStarts);
    from = end;
    const line = Number(match.groups?.['line']);
    return starts.map((start) => ({ file: text.slice(start, nameEnd), line, start, length: end - start }));
  });
}
