/** `a=1, b=2` for a line that a person edits. */
export function formatPairs(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** The pairs of such a line; undefined when a part is no `key=value`. A comma ends a value. */
export function parsePairs(text: string): Record<string, string> | undefined {
  const pairs: Record<string, string> = {};
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    const key = part.slice(0, Math.max(0, equals)).trim();
    if (key === '') return undefined;
    pairs[key] = part.slice(equals + 1).trim();
  }
  return pairs;
}
