import { walk, type CodeNode } from '../codeTree.ts';
import { argument, callOf, stringOf, type RCall } from '../r/call.ts';
import { Literals } from '../r/literals.ts';
import { sourcedFile } from '../r/sourcedFile.ts';
import { pathOfText, type ScriptPath } from './scriptPath.ts';

/** Functions whose path begins at the project's root. */
const ofProject = new Set([
  'here',
  'i_am',
  'find_rstudio_root_file',
  'find_root_file',
  'is_rstudio_project',
  'find_root',
]);
const builders = new Set(['file.path', 'path', 'path_wd', 'normalizePath']);
/** Functions whose first argument is a path, also when it is a single word. */
const readers =
  /^(?:source|sys\.source|setwd|list\.files|list\.dirs|dir|dir_ls|dir_info|dir\.exists|file\.exists|file|open_dataset|load|unzip)$|^read/u;

/** The paths that an R script names. */
export function rPaths(root: CodeNode): ScriptPath[] {
  const literals = new Literals(root);
  const found: ScriptPath[] = [];
  walk(root, (node, ancestors) => {
    const call = callOf(node);
    if (call && ofProject.has(call.name)) {
      found.push({ path: projectPath(call, literals), line: node.line, from: 'project' });
      return false;
    }
    const built = call && builders.has(call.name) ? sourcedFile(node, literals) : undefined;
    const text = built ?? stringOf(node);
    if (text === undefined) return undefined;
    const around = callOf(ancestors.at(-3) ?? node) ?? callOf(ancestors.at(-2) ?? node);
    const path = pathOfText(text, around !== undefined && readers.test(around.name) && isFirst(around, node));
    const isEntered = around?.name === 'setwd';
    if (path !== undefined) found.push({ path, line: node.line, from: 'working', ...(isEntered && { isEntered }) });
    return false;
  });
  return found;
}

function projectPath(call: RCall, literals: Literals): string {
  const parts = call.args.filter(({ name }) => name === undefined).map(({ value }) => sourcedFile(value, literals));
  const known = parts.slice(0, parts.includes(undefined) ? parts.indexOf(undefined) : parts.length);
  return known.join('/');
}

function isFirst(call: RCall, node: CodeNode): boolean {
  return argument(call, call.name === 'source' || call.name.startsWith('read') ? 'file' : 'path', 0) === node;
}
