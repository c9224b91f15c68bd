import type { CodeNode } from '../codeTree.ts';
import { joinPath, normalised, parentOf } from '../../paths.ts';
import { callOf } from './call.ts';
import type { Literals } from './literals.ts';

/** Functions that build a path out of their arguments. */
const builders = new Set(['file.path', 'here', 'path', 'normalizePath', 'path_wd']);

/** The path that an expression is, if it is written down: `"a.R"`, `file.path("R", "a.R")`, `here::here("R", "a.R")`. */
export function sourcedFile(node: CodeNode, literals: Literals): string | undefined {
  const one = literals.of(node);
  if (one?.length === 1) return one[0];
  const call = callOf(node);
  if (!call || !builders.has(call.name)) return undefined;
  const parts = call.args.filter(({ name }) => name === undefined).map(({ value }) => sourcedFile(value, literals));
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  return parts.join('/');
}

/** The files that a path may mean: seen from the script's own folder, which is where a job works, or from the folder that is read. */
export function filesAt(path: string, file: string): string[] {
  const own = file.includes('/') ? parentOf(file) : '';
  const candidates = [normalised(joinPath(own, path)), normalised(path)];
  return [...new Set(candidates.filter((candidate) => candidate !== undefined))];
}
