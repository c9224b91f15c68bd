import { walk, type CodeNode } from '../codeTree.ts';
import { argument, callOf, stringOf, type RCall } from '../r/call.ts';
import { isKnown } from '../holes.ts';
import { Program } from '../r/program.ts';
import { Values } from '../r/values.ts';
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
  const values = new Values(new Program(root));
  const found: ScriptPath[] = [];
  walk(root, (node) => {
    const call = callOf(node);
    if (call && ofProject.has(call.name)) {
      found.push({ path: projectPath(call, values), line: node.line, from: 'project' });
      return false;
    }
    const built = call && builders.has(call.name) ? oneText(node, values) : undefined;
    const text = built ?? stringOf(node);
    if (text === undefined) return undefined;
    const around = callOf(node.parent?.parent?.parent ?? node) ?? callOf(node.parent?.parent ?? node);
    const path = pathOfText(text, around !== undefined && readers.test(around.name) && isFirst(around, node));
    const isEntered = around?.name === 'setwd';
    if (path !== undefined) found.push({ path, line: node.line, from: 'working', ...(isEntered && { isEntered }) });
    return false;
  });
  return found;
}

function projectPath(call: RCall, values: Values): string {
  const parts = call.args.filter(({ name }) => name === undefined).map(({ value }) => oneText(value, values));
  const known = parts.slice(0, parts.includes(undefined) ? parts.indexOf(undefined) : parts.length);
  return known.join('/');
}

/** The text that an expression is, when it can be no other. */
function oneText(node: CodeNode, values: Values): string | undefined {
  const texts = values.of(node);
  const [text] = texts;
  return texts.length === 1 && text !== undefined && isKnown(text) ? text : undefined;
}

function isFirst(call: RCall, node: CodeNode): boolean {
  return argument(call, call.name === 'source' || call.name.startsWith('read') ? 'file' : 'path', 0) === node;
}
