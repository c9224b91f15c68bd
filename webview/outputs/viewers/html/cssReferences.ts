export interface CssReference {
  /** Where it stands in the style sheet, with what is around it; `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** As a browser reads it: without quotes and escapes. */
  readonly url: string;
  /** Another style sheet. */
  readonly isImport: boolean;
}

const quoted = String.raw`"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'`;
const token = new RegExp(
  [
    String.raw`\/\*[\s\S]*?(?:\*\/|$)`,
    String.raw`(?<url>(?<![\w-])url\(\s*(?<inside>${quoted}|(?:[^"'()\\\s]|\\[\da-f]{1,6}\s?|\\[\s\S])*)\s*\))`,
    // What an image-set says of an image's type is no address.
    String.raw`(?<![\w-])type\(\s*(?:${quoted})\s*\)`,
    `(?<string>${quoted})`,
    String.raw`(?<import>@import\b)`,
    String.raw`(?<images>(?<![\w])(?:-webkit-)?image-set\()`,
    '[();]',
  ].join('|'),
  'giu',
);

/**
 * The files that a style sheet refers to: `url()` anywhere, and the strings that mean the same in `@import` and `image-set()`. What stands in
 * comments and in other strings refers to nothing.
 */
export function cssReferences(css: string): CssReference[] {
  const found: CssReference[] = [];
  let importing = false;
  /** Open brackets, and how many there were where an image-set began. */
  let depth = 0;
  let images: number | undefined;
  for (const match of css.matchAll(token)) {
    const { url, inside, string, import: begins, images: set } = match.groups ?? {};
    const [text] = match;
    if (begins !== undefined) importing = true;
    else if (text === ';') importing = false;
    else if (text === '(' || set !== undefined) {
      if (set !== undefined) images ??= depth;
      depth++;
    } else if (text === ')') {
      depth--;
      if (depth === images) images = undefined;
    } else if (url !== undefined || (string !== undefined && (importing || images !== undefined))) {
      const written = inside ?? string ?? '';
      found.push({ start: match.index, end: match.index + text.length, url: plain(written), isImport: importing });
      importing = false;
    }
  }
  return found;
}

function plain(written: string): string {
  const inside = /^["']/u.test(written) ? written.slice(1, -1) : written;
  return inside.replace(/\\(?:([\da-f]{1,6})\s?|\r?\n|([\s\S]))/giu, (_, code: string | undefined, other = '') =>
    code === undefined ? String(other) : String.fromCodePoint(Math.min(Number.parseInt(code, 16) || 0xfffd, 0x10ffff)),
  );
}

/** The style sheet with other addresses; what has none keeps its own. */
export function withReferences(
  css: string,
  references: readonly CssReference[],
  addresses: readonly (string | undefined)[],
): string {
  let done = 0;
  let text = '';
  for (const [at, { start, end }] of references.entries()) {
    const address = addresses[at];
    if (address === undefined) continue;
    text += `${css.slice(done, start)}url("${address}")`;
    done = end;
  }
  return text + css.slice(done);
}
