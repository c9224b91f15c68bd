/** What stands in the braces of a chunk, and on its `#|` lines. */
export interface ChunkOptions {
  /** Language or other engine, in small letters: `r`, `python`, `bash` … */
  readonly engine: string;
  readonly isEvaluated: boolean;
  /** Files whose code the chunk runs (`file`) or whose text it brings in (`child`), as they are written. */
  readonly files: readonly string[];
}

/** Reads `{r setup, eval=FALSE}` and the lines below it. `head` is what stands in the braces. */
export function chunkOptions(head: string, lines: readonly string[]): ChunkOptions {
  const below = lines.slice(0, lines.findIndex((line) => !/^\s*(?:#\||--\||\/\/\|)/u.test(line)) >>> 0).join('\n');
  const option = (name: string): string | undefined => {
    const inBraces = new RegExp(String.raw`[\s,]${name}\s*=\s*("[^"]*"|'[^']*'|c\([^)]*\)|[^,}]+)`, 'u').exec(head);
    const onLine = new RegExp(String.raw`^\s*(?:#|--|//)\|\s*${name}\s*[:=]\s*(.+)$`, 'mu').exec(below);
    return (onLine ?? inBraces)?.[1]?.trim();
  };
  const engine = option('engine')?.replaceAll(/["']/gu, '') ?? /^[\w.-]+/u.exec(head)?.[0] ?? '';
  return {
    engine: engine.toLowerCase(),
    isEvaluated: !/^(?:FALSE|F|false|no)$/u.test(option('eval') ?? ''),
    files: [option('file'), option('child')].flatMap((value) => (value === undefined ? [] : pathsIn(value))),
  };
}

/** `"a.Rmd"`, `c("a.Rmd", "b.Rmd")`, `[a.Rmd, b.Rmd]`, `a.Rmd`. */
function pathsIn(value: string): string[] {
  const quoted = [...value.matchAll(/"([^"]+)"|'([^']+)'/gu)].map(([, double, single]) => double ?? single ?? '');
  if (quoted.length > 0) return quoted;
  return value
    .replaceAll(/^\[|\]$/gu, '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => /^[\w./-]+\.\w+$/u.test(path));
}
