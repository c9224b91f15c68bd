/** A path that a script names, as far as it is written down. */
export interface ScriptPath {
  /** With `/`; may begin with `..`. Empty for the folder itself. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** What it is relative to: the working directory, the folder of the file that names it, or the project, as `here()` has it. */
  readonly from: 'working' | 'file' | 'project';
  /** The script makes it its working directory. */
  readonly isEntered?: boolean;
}

const longest = 260;

/**
 * The path that a text in a script may be, up to where it is only known as it runs (`data/%s.csv`, `data/*.csv`): relative and with a `/` or an
 * ending; undefined for any other text. `isPlace`: the text stands where a path is expected, so that a bare word is one.
 */
export function pathOfText(text: string, isPlace: boolean): string | undefined {
  const path = text.replaceAll('\\\\', '/').trim();
  if (path === '' || path.length > longest || /[\n\r\t"<>|]|^[/~]|^\w+:|\\/u.test(path)) return undefined;
  const open = path.search(/[*?%{}[\]$]/u);
  const known = open < 0 ? path : path.slice(0, Math.max(0, path.lastIndexOf('/', open)));
  if (known === '' || known === '.') return undefined;
  const isWritten = known.includes('/') || known === '..' || /^[^\s]+\.[A-Za-z]\w{0,9}$/u.test(known);
  return isWritten || isPlace ? known : undefined;
}
