/**
 * The files that may hold a module of a folder: the longest name first, as its last part may be something inside a module. The folder
 * itself, which may be a package too, is none: `src/__init__.py` says nothing of pandas.
 */
export function moduleFiles(segments: readonly string[], folder: readonly string[] = []): string[] {
  return segments
    .map((_, index) => [...folder, ...segments.slice(0, segments.length - index)].join('/'))
    .flatMap((path) => [`${path}.py`, `${path}/__init__.py`]);
}
