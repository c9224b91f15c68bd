import { fieldOf, walk, type CodeNode } from '../codeTree.ts';
import { pathOfText, type ScriptPath } from './scriptPath.ts';

interface Place {
  readonly from: 'working' | 'file';
  /** As written; of `__file__` itself, a name in its folder. */
  readonly path: string;
}

/** The script's own file, seen from its folder. */
const ownFile = '__file__';

/** Functions of `os`, `shutil` and `pathlib` and others whose arguments are paths, also when they are single words. */
const readers =
  /(?:^|\.)(?:open|Path|PurePath|listdir|scandir|walk|chdir|glob|iglob|rglob|exists|isfile|isdir|makedirs|copytree|loadtxt|genfromtxt|read_\w+|scan_\w+)$/u;

/** Calls that give the path that they are given. */
const same =
  /(?:^|\.)(?:Path|PurePath|PosixPath|abspath|realpath|normpath|expanduser|str|fspath|resolve|absolute|as_posix|expandvars)$/u;

/** The paths that a Python script names. */
export function pythonPaths(root: CodeNode): ScriptPath[] {
  const values = assigned(root);
  const found: ScriptPath[] = [];
  walk(root, (node) => {
    if (isDocstring(node)) return false;
    const place = placeOf(node, values);
    if (place === undefined) return undefined;
    // A name is known by where it got its value.
    if (node.type === 'identifier' && node.text !== ownFile) return false;
    const call = node.parent?.parent;
    const called = call?.type === 'call' ? textOf(fieldOf(call, 'function')) : '';
    const path = place.from === 'file' ? place.path : pathOfText(place.path, readers.test(called));
    if (path !== undefined && path !== ownFile) {
      const isEntered = /(?:^|\.)chdir$/u.test(called);
      found.push({ path, line: node.line, from: place.from, ...(isEntered && { isEntered }) });
    }
    return false;
  });
  return found;
}

/** What names are given; one that is given several values is not known. */
function assigned(root: CodeNode): ReadonlyMap<string, CodeNode> {
  const values = new Map<string, CodeNode>();
  const several = new Set<string>();
  walk(root, (node) => {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (node.type !== 'assignment' || left?.type !== 'identifier' || !right) return undefined;
    if (values.has(left.text)) several.add(left.text);
    values.set(left.text, right);
    return undefined;
  });
  for (const name of several) values.delete(name);
  return values;
}

function placeOf(node: CodeNode, values: ReadonlyMap<string, CodeNode>, depth = 0): Place | undefined {
  if (depth > 12) return undefined;
  const at = (inner: CodeNode | undefined): Place | undefined => inner && placeOf(inner, values, depth + 1);
  switch (node.type) {
    case 'string':
      return { from: 'working', path: knownPart(node) };
    case 'identifier':
      return node.text === ownFile ? { from: 'file', path: ownFile } : at(values.get(node.text));
    case 'parenthesized_expression':
      return at(node.children[0]);
    case 'binary_operator': {
      if (fieldOf(node, 'operator')?.text !== '/') return undefined;
      return joined([at(fieldOf(node, 'left')), at(fieldOf(node, 'right'))]);
    }
    case 'attribute': {
      if (fieldOf(node, 'attribute')?.text !== 'parent') return undefined;
      return parent(at(fieldOf(node, 'object')));
    }
    case 'subscript': {
      const value = fieldOf(node, 'value');
      const index = fieldOf(node, 'subscript')?.text ?? '';
      if (value?.type !== 'attribute' || fieldOf(value, 'attribute')?.text !== 'parents' || !/^\d$/u.test(index))
        return undefined;
      let place = at(fieldOf(value, 'object'));
      for (let up = 0; up <= Number(index); up++) place = parent(place);
      return place;
    }
    case 'call':
      return callPlace(node, at);
    default:
      return undefined;
  }
}

function callPlace(node: CodeNode, at: (node: CodeNode | undefined) => Place | undefined): Place | undefined {
  const called = fieldOf(node, 'function');
  const name = textOf(called);
  const args = (fieldOf(node, 'arguments')?.children ?? []).filter(
    ({ type }) => type !== 'comment' && type !== 'keyword_argument',
  );
  if (/(?:^|\.)(?:getcwd|cwd)$/u.test(name) && args.length === 0) return { from: 'working', path: '.' };
  if (/(?:^|\.)dirname$/u.test(name)) return parent(at(args[0]));
  if (/(?:^|\.)path\.join$/u.test(name) || name === 'join') return joined(args.map(at));
  if (/(?:^|\.)joinpath$/u.test(name)) return joined([at(called && fieldOf(called, 'object')), ...args.map(at)]);
  if (!same.test(name)) return undefined;
  if (args.length > 0) return joined(args.map(at));
  return called?.type === 'attribute' ? at(fieldOf(called, 'object')) : undefined;
}

/** As far as the parts are known: `root / "data" / name` is in `root / "data"`. */
function joined([first, ...others]: readonly (Place | undefined)[]): Place | undefined {
  if (first === undefined) return undefined;
  let { path } = first;
  for (const other of others) {
    if (other?.from !== 'working') break;
    path = `${path}/${other.path}`;
  }
  return { from: first.from, path };
}

function parent(place: Place | undefined): Place | undefined {
  if (place === undefined) return undefined;
  const { from, path } = place;
  if (path === ownFile) return { from, path: '.' };
  return { from, path: /(?:^|\/)(?:\.|\.\.)$/u.test(path) ? `${path}/..` : path.replace(/\/?[^/]*$/u, '') || '.' };
}

/** A string up to its first part that is computed. */
function knownPart(node: CodeNode): string {
  let text = '';
  for (const child of node.children) {
    if (child.type === 'interpolation') return `${text}*`;
    if (child.type === 'string_content') text += child.text;
  }
  return text;
}

function isDocstring({ type, parent }: CodeNode): boolean {
  return type === 'string' && parent?.type === 'expression_statement';
}

function textOf(node: CodeNode | undefined): string {
  return node?.text.replaceAll(/\s/gu, '') ?? '';
}
