/** How an output is shown. `file` is anything that can only be saved. */
export const fileKinds = ['image', 'pdf', 'table', 'json', 'markdown', 'html', 'text', 'file'] as const;

export type FileKind = (typeof fileKinds)[number];

const textExtensions =
  'txt log out err md5 sha256 r rout rmd qmd py ipy sh sql stan yaml yml toml ini cfg conf env xml tex bib css js ts c cpp h java scala jl diff patch lst';

const kinds = new Map<string, FileKind>([
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg', 'bmp', 'avif', 'tif', 'tiff'].map(
    (extension) => [extension, 'image'] as const,
  ),
  ['pdf', 'pdf'],
  ...['csv', 'tsv', 'tab', 'psv', 'xlsx', 'xlsm', 'parquet', 'pq'].map((extension) => [extension, 'table'] as const),
  ...['json', 'jsonl', 'ndjson', 'geojson', 'ipynb'].map((extension) => [extension, 'json'] as const),
  ...['md', 'markdown'].map((extension) => [extension, 'markdown'] as const),
  ...['html', 'htm'].map((extension) => [extension, 'html'] as const),
  ...textExtensions.split(' ').map((extension) => [extension, 'text'] as const),
]);

const mediaTypes = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['svg', 'image/svg+xml'],
  ['bmp', 'image/bmp'],
  ['avif', 'image/avif'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
  ['pdf', 'application/pdf'],
]);

const magic: readonly (readonly [string, FileKind, string])[] = [
  ['\x89PNG\r\n', 'image', 'image/png'],
  ['\xff\xd8\xff', 'image', 'image/jpeg'],
  ['GIF8', 'image', 'image/gif'],
  ['%PDF-', 'pdf', 'application/pdf'],
  ['II*\0', 'image', 'image/tiff'],
  ['MM\0*', 'image', 'image/tiff'],
  ['PAR1', 'table', 'application/vnd.apache.parquet'],
];

function extensionOf(name: string): string {
  return /\.([^./]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** By the name alone: what a listing can know. */
export function kindOfName(name: string): FileKind {
  // A table is read from what it is packed in.
  const packed = /\.(?:csv|tsv|tab|psv)\.(?:gz|zip)$/iu.test(name);
  return packed ? 'table' : (kinds.get(extensionOf(name)) ?? 'file');
}

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** By the first bytes (some hundred will do), for a name that tells nothing. */
export function kindOfContent(head: Uint8Array): FileKind {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const known = magic.find(([signature]) => start.startsWith(signature));
  if (known) return known[1];
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'image';
  return head.length > 0 && isText(head) ? 'text' : 'file';
}

/** Media type of an image or PDF: the content's own, else the name's. */
export function mediaTypeOf(name: string, head: Uint8Array): string {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const known = magic.find(([signature]) => start.startsWith(signature));
  return known?.[2] ?? mediaTypes.get(extensionOf(name)) ?? 'application/octet-stream';
}

/** The file in which R keeps the plots of a script that opens no device. */
export function isBasePlots(path: string): boolean {
  return /(?:^|\/)Rplots\d*\.pdf$/u.test(path);
}
