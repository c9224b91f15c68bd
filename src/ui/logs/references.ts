/** A place in a source file that a line of a log names. */
export interface SourceReference {
  /** As the log has it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Where it stands in the line of the log. */
  readonly start: number;
  readonly length: number;
}

/** Python: `File "/opt/ml/processing/input/code/x.py", line 3`. R: `simulate.R#12`, `R/model.R:12`, `model.R:12:5`. */
const patterns = [
  /File "(?<file>[^"]+)", line (?<line>\d+)/gu,
  /(?<file>[\w./\\~-]+\.(?:[rR]|py))[#:](?<line>\d+)(?::\d+)?/gu,
];

/** The files and lines that a line of a log refers to. */
export function sourceReferences(text: string): SourceReference[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const { file, line } = match.groups ?? {};
      if (file === undefined || line === undefined) return [];
      return [{ file, line: Number(line), start: match.index, length: match[0].length }];
    }),
  );
}
