import { joinPath, normalised, parentOf } from '../paths.ts';

/** The files that a path may mean: seen from the script's own folder, which is where a job works, or from the folder that is read. */
export function filesAt(path: string, file: string): string[] {
  const own = file.includes('/') ? parentOf(file) : '';
  const candidates = [normalised(joinPath(own, path)), normalised(path)];
  return [...new Set(candidates.filter((candidate) => candidate !== undefined))];
}
