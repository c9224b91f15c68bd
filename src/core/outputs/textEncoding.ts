/** What text files are written in, as WHATWG's encodings are called: those that are found out by looking, then those that a person may choose. */
export const textEncodings = [
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'iso-8859-2',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
  'macintosh',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

export type TextEncodingName = (typeof textEncodings)[number];

export interface DetectedEncoding {
  readonly encoding: TextEncodingName;
  /** Bytes of the byte order mark. */
  readonly markLength: number;
}

/** Delimiters, quotes and line ends are bytes of their own, which are no part of another character. */
const byteWise: readonly TextEncodingName[] = [
  'utf-8',
  'windows-1252',
  'iso-8859-2',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
  'macintosh',
];

export function isByteWise(encoding: TextEncodingName): boolean {
  return byteWise.includes(encoding);
}

/**
 * From the head of a file, which may end in the middle of a character. UTF-16 is told by its byte order mark, or by the zeros between Latin letters;
 * bytes that are not UTF-8 are taken for Windows' Latin.
 */
export function detectEncoding(head: Uint8Array): DetectedEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', markLength: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markLength: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markLength: 2 };
  const unmarked = utf16Without(head.subarray(0, 2000));
  if (unmarked !== undefined) return { encoding: unmarked, markLength: 0 };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return { encoding: 'utf-8', markLength: 0 };
  } catch {
    return { encoding: 'windows-1252', markLength: 0 };
  }
}

/** UTF-16 without a mark, as R's fileEncoding = "UTF-16LE" writes it: every other byte of Latin letters is zero, and no other is. */
function utf16Without(head: Uint8Array): TextEncodingName | undefined {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 4) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.4 && even === 0) return 'utf-16le';
  return even > pairs * 0.4 && odd === 0 ? 'utf-16be' : undefined;
}

/** Length of `bytes` without a character that is cut off at its end. */
export function wholeCharacters(bytes: Uint8Array, encoding: TextEncodingName): number {
  if (encoding.startsWith('utf-16')) return bytes.length - (bytes.length % 2);
  if (encoding !== 'utf-8') return bytes.length;
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
