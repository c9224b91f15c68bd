import * as l10n from '@vscode/l10n';
import { normalised } from '../../paths.ts';
import { ancestorsOf, fieldOf, fieldsOf, walk, type CodeNode } from '../codeTree.ts';
import type { Follow, Place, ScriptUses, Unresolved, Use } from '../needs.ts';
import type { Wrapper } from '../wrapper.ts';
import { oneLine, syntaxErrors } from '../syntaxErrors.ts';
import { enginesOf } from './engines.ts';
import { importPresence } from './optional.ts';
import { isStandardModule } from './standardLibrary.ts';

/** Reads what a Python script needs. `file` is its path below the folder that is read. */
export function readPython(root: CodeNode, file: string, _wrappers: readonly Wrapper[] = []): ScriptUses {
  const reader = new Reader(file);
  walk(root, (node) => {
    reader.visit(node, ancestorsOf(node).toReversed());
    return undefined;
  });
  reader.engines(root);
  reader.unresolved.push(...syntaxErrors(root, file));
  return reader;
}

class Reader implements ScriptUses {
  readonly uses: Use[] = [];
  readonly follows: Follow[] = [];
  readonly unresolved: Unresolved[] = [];
  readonly wrappers = [];
  readonly called = new Set<string>();
  readonly #file: string;
  /** Folders that the script adds to where modules are looked for. */
  readonly #roots: string[][] = [];

  constructor(file: string) {
    this.#file = file;
  }

  visit(node: CodeNode, ancestors: readonly CodeNode[]): void {
    if (node.type === 'import_statement') {
      for (const name of fieldsOf(node, 'name')) this.#module(nameOf(name), node, ancestors);
    } else if (node.type === 'import_from_statement') this.#from(node, ancestors);
    else if (node.type === 'call') this.#call(node, ancestors);
  }

  /** What pandas needs beside itself for what it is asked to do. */
  engines(root: CodeNode): void {
    if (!this.uses.some(({ name }) => name === 'pandas' || name.startsWith('pandas.'))) return;
    for (const { module, node } of enginesOf(root)) this.uses.push({ name: module, place: this.#place(node) });
  }

  #from(node: CodeNode, ancestors: readonly CodeNode[]): void {
    const module = fieldOf(node, 'module_name');
    if (!module) return;
    const names = fieldsOf(node, 'name').map(nameOf);
    if (module.type !== 'relative_import') {
      const from = module.text;
      // `from google.cloud import storage`: the package may lie deeper than what is imported from.
      if (names.length === 0) this.#module(from, node, ancestors);
      for (const name of names) this.#module(`${from}.${name}`, node, ancestors);
      return;
    }
    const dots = /^\.+/u.exec(module.text)?.[0].length ?? 1;
    const folder = this.#folder().slice(0, Math.max(0, this.#folder().length - dots + 1));
    const inner = module.text
      .slice(dots)
      .split('.')
      .filter((part) => part !== '');
    const paths = names.length === 0 ? [[...folder, ...inner]] : names.map((name) => [...folder, ...inner, name]);
    for (const path of paths)
      this.follows.push({ candidates: moduleFiles(path), place: this.#place(node), otherwise: 'ignored' });
  }

  #call(node: CodeNode, ancestors: readonly CodeNode[]): void {
    const called = fieldOf(node, 'function')?.text.replaceAll(/\s/gu, '') ?? '';
    if (['sys.path.append', 'sys.path.insert', 'site.addsitedir'].includes(called)) this.#searches(node);
    if (!['importlib.import_module', 'import_module', '__import__', 'pytest.importorskip'].includes(called)) return;
    const first = fieldOf(node, 'arguments')?.children.find(({ type }) => type !== 'comment');
    const name = first && literal(first);
    if (name === undefined) {
      const reason = l10n.t('which module is imported is known only when it runs');
      this.unresolved.push({ text: oneLine(node.text), place: this.#place(node), reason });
    } else if (!name.startsWith('.')) this.#module(name, node, ancestors);
  }

  /** `sys.path.append(os.path.join(here, "..", "lib"))`: what is written of the path, seen from the script's folder and from the top. */
  #searches(node: CodeNode): void {
    const parts: string[] = [];
    walk(node, (part) => {
      const text = literal(part);
      if (text !== undefined) parts.push(text);
      return true;
    });
    if (parts.length === 0) return;
    for (const folder of [this.#folder().join('/'), '']) {
      const path = normalised(`${folder}/${parts.join('/')}`);
      if (path !== undefined && path !== '') this.#roots.push(path.split('/'));
    }
  }

  #module(module: string, node: CodeNode, ancestors: readonly CodeNode[]): void {
    const [top = ''] = module.split('.');
    if (top === '' || isStandardModule(top)) return;
    const how = importPresence(node, ancestors);
    if (how === 'ignored') return;
    const use: Use = { name: module, place: this.#place(node), ...(how === 'optional' && { optional: true }) };
    this.uses.push(use);
    const own = this.#folder();
    const segments = module.split('.');
    const candidates = [
      ...moduleFiles(segments, own),
      ...moduleFiles(segments),
      ...moduleFiles(segments, ['src']),
      ...this.#roots.flatMap((root) => moduleFiles(segments, root)),
    ];
    this.follows.push({ candidates: [...new Set(candidates)], place: use.place, otherwise: use });
  }

  #folder(): string[] {
    return this.#file.split('/').slice(0, -1);
  }

  #place({ line }: CodeNode): Place {
    return { file: this.#file, line };
  }
}

/**
 * The files that may hold a module of a folder: the longest name first, as its last part may be something inside a module. The folder
 * itself, which may be a package too, is none: `src/__init__.py` says nothing of pandas.
 */
function moduleFiles(segments: readonly string[], folder: readonly string[] = []): string[] {
  return segments
    .map((_, index) => [...folder, ...segments.slice(0, segments.length - index)].join('/'))
    .flatMap((path) => [`${path}.py`, `${path}/__init__.py`]);
}

function nameOf(node: CodeNode): string {
  return (fieldOf(node, 'name') ?? node).text.replaceAll(/\s/gu, '');
}

function literal(node: CodeNode): string | undefined {
  if (node.type !== 'string') return undefined;
  if (node.children.some(({ type }) => type === 'interpolation')) return undefined;
  return node.children.find(({ type }) => type === 'string_content')?.text ?? '';
}
