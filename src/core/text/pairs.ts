import * as l10n from '@vscode/l10n';

/** A part in quotes: as it stands between single ones; between double ones a backslash keeps `"` and `\` from their meaning. */
const quoted = String.raw`"(?:\\.|[^"\\])*"|'[^']*'`;
const pair = new RegExp(String.raw`\s*(${quoted}|[^=,"'\s][^=,]*?)\s*=\s*(${quoted}|(?!["'])[^,]*?)\s*(?:,|$)`, 'suy');
const nothing = /\s*(?:,|$)/uy;

/** `a=1, b="2, 3"` for a line that a person edits: `parsePairs` reads the same pairs from it. */
export function formatPairs(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${format(key, /^$|^["'\s]|[=,]|\s$/u)}=${format(value, /^["'\s]|,|\s$/u)}`)
    .join(', ');
}

/** The pairs of such a line, or what is wrong with it. What holds a comma stands in quotes. */
export function parsePairs(text: string): { readonly value: Record<string, string> } | { readonly problem: string } {
  const pairs = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    nothing.lastIndex = at;
    pair.lastIndex = at;
    const found = nothing.exec(text) ?? pair.exec(text);
    if (!found)
      return { problem: l10n.t('Write NAME=value, with commas between; what holds a comma in quotes: NAME="a, b"') };
    at += found[0].length;
    const [, name, value] = found;
    if (name === undefined || value === undefined) continue;
    const key = plain(name);
    if (pairs.has(key)) return { problem: l10n.t('{0} is there twice', key) };
    pairs.set(key, plain(value));
  }
  return { value: Object.fromEntries(pairs) };
}

function format(part: string, needsQuotes: RegExp): string {
  return needsQuotes.test(part) ? `"${part.replaceAll(/["\\]/gu, String.raw`\$&`)}"` : part;
}

function plain(part: string): string {
  if (part.startsWith("'")) return part.slice(1, -1);
  return part.startsWith('"') ? part.slice(1, -1).replaceAll(/\\(["\\])/gu, '$1') : part;
}
