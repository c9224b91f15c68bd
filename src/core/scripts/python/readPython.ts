import { fieldOf, fieldsOf, walk, type CodeNode } from '../codeTree.ts';
import { matched, type Argument } from '../arguments.ts';
import { filesAt } from '../filesAt.ts';
import { holeIn, isKnown, knownPath, unknown } from '../holes.ts';
import type { Follow, Place, ScriptUses, Unresolved, Use } from '../needs.ts';
import { normalised } from '../../paths.ts';
import { oneLine, syntaxErrors } from '../syntaxErrors.ts';
import { isSameWrapper, wrapped, type Wrapper } from '../wrapper.ts';
import { callOf, dottedName, type PythonCall } from './call.ts';
import { modulesInText, scriptsInCommand } from './inText.ts';
import { moduleFiles } from './moduleFiles.ts';
import { importPresence } from './optional.ts';
import { Program } from './program.ts';
import { sayings } from './sayings.ts';
import { isStandardModule } from './standardLibrary.ts';
import { Values } from './values.ts';
import { ways, type By, type Way } from './ways.ts';

/** What is called: directly, or by a function that it is handed to. */
type Calling = Pick<PythonCall, 'node' | 'args' | 'last'> & { readonly whole: string | undefined };

const byFunction = indexed(({ functions }) => functions);
const byMethod = indexed(({ methods }) => methods);

function indexed(namesOf: (way: Way) => string | undefined): ReadonlyMap<string, Way[]> {
  const index = new Map<string, Way[]>();
  for (const way of ways)
    for (const name of namesOf(way)?.split(' ') ?? []) index.set(name, [...(index.get(name) ?? []), way]);
  return index;
}

/**
 * Reads what a Python script needs. `file` is its path below the folder that is read; `wrappers` are functions of other files that load what
 * their callers name.
 */
export function readPython(root: CodeNode, file: string, wrappers: readonly Wrapper[] = []): ScriptUses {
  const reader = new Reader(root, file);
  reader.read(wrappers);
  reader.unresolved.push(...syntaxErrors(root, file));
  return reader;
}

class Reader implements ScriptUses {
  readonly uses: Use[] = [];
  readonly follows: Follow[] = [];
  readonly unresolved: Unresolved[] = [];
  readonly wrappers: Wrapper[] = [];
  readonly called = new Set<string>();
  readonly #file: string;
  readonly #program: Program;
  readonly #values: Values;
  readonly #callings: Calling[] = [];
  /** Folders that the script adds to where modules are looked for. */
  readonly #roots: string[][] = [];

  constructor(root: CodeNode, file: string) {
    this.#file = file;
    this.#program = new Program(root);
    this.#values = new Values(this.#program);
  }

  read(wrappers: readonly Wrapper[]): void {
    for (const node of this.#program.calls) {
      const call = callOf(node);
      if (!call) continue;
      const whole = call.written === undefined ? undefined : this.#program.wholeName(call.written);
      if (whole === 'sys.path.append' || whole === 'sys.path.insert' || whole === 'site.addsitedir')
        this.#searches(node);
      this.#callings.push({ node, args: call.args, last: call.last, whole });
    }
    for (const node of this.#program.imports) this.#import(node);
    // It grows while it is walked through: what a function is handed to calls it.
    for (const calling of this.#callings) {
      for (const way of byFunction.get(calling.whole ?? '') ?? []) this.#go(calling, way);
      for (const way of byMethod.get(calling.last) ?? []) this.#go(calling, way);
      for (const way of byMethod.get(lastTwo(calling.node)) ?? []) this.#go(calling, way);
    }
    for (const wrapper of wrappers) if (!this.#program.defines(wrapper.name)) this.#wrapped(wrapper);
    for (const wrapper of this.wrappers) this.#wrapped(wrapper);
  }

  #import(node: CodeNode): void {
    if (node.type === 'import_from_statement') this.#from(node);
    else for (const name of fieldsOf(node, 'name')) this.#module(importedName(name), node);
  }

  #from(node: CodeNode): void {
    const module = fieldOf(node, 'module_name');
    if (!module) return;
    const names = fieldsOf(node, 'name').map(importedName);
    if (module.type !== 'relative_import') {
      const from = module.text;
      // `from google.cloud import storage`: the package may lie deeper than what is imported from.
      if (names.length === 0) this.#module(from, node);
      for (const name of names) this.#module(`${from}.${name}`, node);
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

  /** `sys.path.append(os.path.join(here, "..", "lib"))`: what is written of the path, seen from the script's folder and from the top. */
  #searches(node: CodeNode): void {
    const parts: string[] = [];
    walk(node, (part) => {
      if (part.type === 'string') parts.push(...this.#values.of(part).filter(isKnown));
      return true;
    });
    if (parts.length === 0) return;
    for (const folder of [this.#folder().join('/'), '']) {
      const path = normalised(`${folder}/${parts.join('/')}`);
      if (path !== undefined && path !== '') this.#roots.push(path.split('/'));
    }
  }

  #go(call: Calling, way: Way): void {
    if (way.where !== undefined && !way.where.split(' ').some((module) => this.#imports(module))) return;
    const { byName, rest } = matched(call.args, (way.takes ?? '').split(' '));
    const given = (parameter: string): readonly CodeNode[] => {
      if (parameter === '...') return rest.map(({ value }) => value);
      const value = byName.get(parameter);
      return value ? [value] : [];
    };
    if (way.calls) this.#applied(call, given(way.calls.fun)[0], given(way.calls.over)[0]);
    for (const value of way.loads === undefined ? [] : given(way.loads)) this.#load(call, this.#values.of(value));
    for (const value of way.runs === undefined ? [] : given(way.runs)) this.#run(call, this.#values.of(value));
    if (way.text) for (const value of given(way.text.parameter)) this.#text(call, value, way.text.is);
    const brought = this.#by(way, given) ?? way.brings;
    for (const module of brought?.split(' ') ?? []) if (module !== '') this.#bring(module, call.node);
    if (way.says) this.#unknown(call.node, sayings[way.says]());
  }

  #imports(module: string): boolean {
    return this.uses.some(({ name }) => name === module || name.startsWith(`${module}.`));
  }

  /** A function that is handed to another is called with each of what that goes through. */
  #applied({ node }: Calling, fun: CodeNode | undefined, over: CodeNode | undefined): void {
    if (!fun || !over) return;
    const scope = this.#program.scopeOf(fun);
    const [parameter] = scope?.parameters.keys() ?? [];
    if (scope && parameter !== undefined) scope.bound.set(parameter, over);
    const written = dottedName(fun);
    if (written === undefined) return;
    const whole = this.#program.wholeName(written);
    this.#callings.push({ node, args: [{ name: undefined, value: over }], whole, last: whole.replace(/^.*\./u, '') });
  }

  /** What the first argument that says something brings; undefined when none does. */
  #by(way: Way, given: (parameter: string) => readonly CodeNode[]): string | undefined {
    for (const by of way.by ?? [])
      for (const value of given(by.parameter)) {
        if (by.madeBy !== undefined && this.#isMadeBy(value, by.madeBy)) return '';
        const found = this.#values.of(value).flatMap((text) => broughtBy(by, text) ?? []);
        if (found.length > 0) return found.join(' ');
      }
    return undefined;
  }

  #isMadeBy(value: CodeNode, name: string): boolean {
    return this.#values.madeOf(value).some((made) => {
      const call = callOf(made);
      if (!call) return false;
      return call.last === name || (call.written !== undefined && this.#program.wholeName(call.written) === name);
    });
  }

  #load(call: Pick<Calling, 'node'>, texts: readonly string[], optional = false): void {
    for (const text of texts) {
      if (this.#waits(text, 'load', call)) continue;
      if (!isKnown(text)) this.#unknown(call.node, sayings.module());
      else if (!text.startsWith('.')) this.#module(text, call.node, optional);
    }
  }

  #run(call: Pick<Calling, 'node'>, texts: readonly string[]): void {
    for (const text of texts) {
      if (this.#waits(text, 'run', call)) continue;
      const path = knownPath(text);
      if (path === undefined) this.#unknown(call.node, sayings.file());
      else
        this.follows.push({
          candidates: filesAt(path, this.#file),
          place: this.#place(call.node),
          otherwise: 'missing',
          ...(path !== text && { reason: sayings.file() }),
        });
    }
  }

  #text(call: Calling, value: CodeNode, is: 'python' | 'command'): void {
    if (is === 'python') {
      const opened = callOf(value);
      // exec(open("b.py").read())
      if (opened?.last === 'read' || opened?.last === 'read_text' || opened?.last === 'compile')
        this.#command(call, value.text);
      else for (const text of this.#values.of(value)) this.#load(call, modulesInText(text));
    } else this.#command(call, ['list', 'tuple'].includes(value.type) ? value.text : this.#values.of(value).join(' '));
  }

  #command(call: Calling, text: string): void {
    const { scripts, isR } = scriptsInCommand(text);
    for (const script of scripts)
      this.follows.push({
        candidates: filesAt(script, this.#file),
        place: this.#place(call.node),
        otherwise: 'ignored',
      });
    if (isR) this.#unknown(call.node, sayings.r());
  }

  /** Whether a text waits for a parameter of a function of the script: then that is one way more. */
  #waits(text: string, does: Wrapper['does'], { node }: Pick<Calling, 'node'>): boolean {
    const hole = holeIn(text);
    const scope = hole && this.#program.scopes[hole.scope];
    if (scope?.name === undefined || text.includes(unknown)) return false;
    const presence = importPresence(node);
    if (presence === 'ignored') return true;
    const defaults = new Map<string, string[]>();
    for (const [name, value] of scope.parameters) if (value) defaults.set(name, this.#values.of(value));
    const { name } = scope;
    // A method's first parameter is the object.
    const parameters = [...scope.parameters.keys()].filter(
      (parameter, index) => index > 0 || !/^(?:self|cls)$/u.test(parameter),
    );
    const optional = presence === 'optional';
    const wrapper: Wrapper = { name, parameters, defaults, template: text, does, optional, place: this.#place(node) };
    if (!this.wrappers.some((known) => isSameWrapper(known, wrapper))) this.wrappers.push(wrapper);
    return true;
  }

  #wrapped(wrapper: Wrapper): void {
    for (const call of this.#callings) {
      if (call.last !== wrapper.name) continue;
      this.called.add(wrapper.name);
      const { byName, rest } = matched(call.args, wrapper.parameters);
      const texts = wrapped(wrapper, (parameter) => {
        const value = byName.get(parameter);
        if (!value && parameter !== '...') return undefined;
        return (value ? [value] : rest.map((item: Argument) => item.value)).flatMap((node) => this.#values.of(node));
      });
      if (wrapper.does === 'run') this.#run(call, texts);
      else this.#load(call, texts, wrapper.optional);
    }
  }

  /** A module that a function of a package imports by itself: it is none of the folder's. */
  #bring(module: string, node: CodeNode): void {
    if (isStandardModule(module) || this.uses.some(({ name, place }) => name === module && place.line === node.line))
      return;
    const isOptional = importPresence(node) === 'optional';
    this.uses.push({ name: module, place: this.#place(node), ...(isOptional && { optional: true }) });
  }

  #module(module: string, node: CodeNode, optional = false): void {
    const [top = ''] = module.split('.');
    if (!/^[\p{L}_]/u.test(top) || isStandardModule(top)) return;
    const how = importPresence(node);
    if (how === 'ignored') return;
    const isOptional = optional || how === 'optional';
    const use: Use = { name: module, place: this.#place(node), ...(isOptional && { optional: true }) };
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

  #unknown(node: CodeNode, reason: string): void {
    const note: Unresolved = { text: oneLine(node.text), place: this.#place(node), reason };
    const isSaid = this.unresolved.some(
      (known) => known.place?.line === note.place?.line && known.text === note.text && known.reason === reason,
    );
    if (!isSaid) this.unresolved.push(note);
  }

  #place({ line }: CodeNode): Place {
    return { file: this.#file, line };
  }
}

function broughtBy({ is, starts, ends }: By, text: string): string | undefined {
  if (is && Object.hasOwn(is, text)) return is[text];
  const byStart = Object.entries(starts ?? {}).find(([start]) => text.toLowerCase().startsWith(start));
  const byEnd = Object.entries(ends ?? {}).find(([end]) => text.toLowerCase().endsWith(end));
  return (byStart ?? byEnd)?.[1];
}

/** `plot.bar` of `anything.plot.bar()`. */
function lastTwo(call: CodeNode): string {
  return /(?:^|\.)(\w+\.\w+)$/u.exec(fieldOf(call, 'function')?.text.slice(-80) ?? '')?.[1] ?? '';
}

function importedName(node: CodeNode): string {
  return (fieldOf(node, 'name') ?? node).text.replaceAll(/\s/gu, '');
}
