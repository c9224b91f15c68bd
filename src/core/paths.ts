/** The path of `path` below `folder`, with `/`; undefined when it lies elsewhere. Both absolute and normalised. */
export function pathBelow(folder: string, path: string): string | undefined {
  const base = folder === '/' ? '/' : `${folder.replace(/\/+$/u, '')}/`;
  return path.startsWith(base) ? path.slice(base.length) : undefined;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** `path` itself when absolute, else below `folder`; without `.`, `..` and repeated slashes. */
export function resolvePath(folder: string, path: string): string {
  const resolved: string[] = [];
  for (const segment of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (segment === '..') resolved.pop();
    else if (segment !== '' && segment !== '.') resolved.push(segment);
  }
  return `/${resolved.join('/')}`;
}

/** Without `.` and `..`; undefined for a path that leaves the folder. */
export function normalised(path: string): string | undefined {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.pop() === undefined) return undefined;
    if (segment !== '..' && segment !== '.' && segment !== '') kept.push(segment);
  }
  return kept.join('/');
}

/** True for the folder itself, and for what lies in it. Both absolute. */
export function isIn(folder: string, path: string): boolean {
  return folder === path || pathBelow(folder, path) !== undefined;
}

/** The nearest folder that holds both. */
export function commonFolder(one: string, other: string): string {
  let at = one;
  while (!isIn(at, other)) at = parentOf(at);
  return at;
}
