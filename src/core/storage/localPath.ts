/**
 * The path under `folder` for a key of S3. Keys may hold what no file name may (`..`, `.`, empty segments, NUL): such segments are
 * spelled out, so that two keys never share a path and none leaves the folder.
 */
export function localPath(folder: string, key: string): string {
  const segments = key.split('/').map((segment) => {
    if (segment === '' || segment === '.' || segment === '..') return `%${segment.replaceAll('.', '2E')}`;
    return segment.replaceAll('\0', '%00');
  });
  return [folder.replace(/\/+$/u, ''), ...segments].join('/');
}
