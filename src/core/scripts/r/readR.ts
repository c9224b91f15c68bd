import type { CodeNode } from '../codeTree.ts';
import { holeIn, isKnown, knownPath, listingIn, unknown } from '../holes.ts';
import type { Follow, Origin, Place, ScriptUses, Unresolved, Use } from '../needs.ts';
import { oneLine, syntaxErrors } from '../syntaxErrors.ts';
import { isSameWrapper, wrapped, type Wrapper } from '../wrapper.ts';
import { boxUse } from './box.ts';
import { argumentsOf, callOf, functionName, isTrue, matched, namespaceOf, type Argument, type RCall } from './call.ts';
import { packageReference } from './packageReference.ts';
import { isOptional } from './optional.ts';
import { originsIn } from './origins.ts';
import { filesAt } from '../filesAt.ts';
import { packagesInText, scriptsInCommand } from './inText.ts';
import { Program } from './program.ts';
import { sayings } from './sayings.ts';
import { Values } from './values.ts';
import { ways, type Way } from './ways.ts';

/** A call, or what a function is called with by another that it is handed to. */
interface Calling extends RCall {
  /** Names in its arguments are values: `lapply(packages, library)`. */
  readonly isMapped: boolean;
}

const waysOf = new Map<string, Way[]>();
for (const way of ways)
  for (const name of way.functions.split(' ')) waysOf.set(name, [...(waysOf.get(name) ?? []), way]);

/**
 * Reads what an R script needs. `file` is its path below the folder that is read; `wrappers` are functions of other files that load what
 * their callers name.
 */
export function readR(root: CodeNode, file: string, wrappers: readonly Wrapper[] = []): ScriptUses {
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
  readonly #origins: ReadonlyMap<string, Origin>;
  readonly #callings = new Map<string, Calling[]>();

  constructor(root: CodeNode, file: string) {
    this.#file = file;
    this.#program = new Program(root);
    this.#values = new Values(this.#program);
    this.#origins = originsIn(this.#program, this.#values);
  }

  read(wrappers: readonly Wrapper[]): void {
    for (const [name, nodes] of this.#program.calls)
      for (const way of waysOf.get(name) ?? [])
        if (way.calls) for (const node of nodes) this.#applied(node, way, way.calls);
    for (const node of this.#program.namespaces) {
      const [name] = namespaceOf(node);
      if (name !== undefined) this.#use(name, node, isOptional(node));
    }
    const names = new Set([...this.#program.calls.keys(), ...this.#callings.keys()]);
    for (const name of names)
      for (const way of waysOf.get(name) ?? []) for (const call of this.#callsOf(name, way)) this.#go(call, way);
    for (const wrapper of wrappers) if (!this.#program.defines(wrapper.name)) this.#wrapped(wrapper);
    // It grows while it is walked through: a wrapper may be called by another.
    for (const wrapper of this.wrappers) this.#wrapped(wrapper);
  }

  /** Notes what a function is called with that is handed to another, or binds its parameter if it has no name. */
  #applied(node: CodeNode, way: Way, { fun, over }: NonNullable<Way['calls']>): void {
    const call = callOf(node);
    if (!call || !this.#isOf(call, way)) return;
    const { byName, rest } = matched(call.args, (way.takes ?? '').split(' '));
    const [handed, value] = [byName.get(fun), byName.get(over)];
    if (!handed || !value) return;
    const scope = this.#program.scopeOf(handed);
    const [parameter] = scope?.parameters.keys() ?? [];
    if (scope && parameter !== undefined) scope.bound.set(parameter, value);
    const name = functionName(handed);
    if (!name) return;
    const isList = call.name === 'do.call' && ['list', 'c', 'alist'].includes(callOf(value)?.name ?? '');
    const args: Argument[] = isList ? argumentsOf(value) : [{ name: undefined, value }];
    const calling: Calling = { ...name, node, args: [...args, ...rest], isMapped: true };
    this.#callings.set(name.name, [...(this.#callings.get(name.name) ?? []), calling]);
  }

  #callsOf(name: string, way: Way | undefined): Calling[] {
    const direct = (this.#program.calls.get(name) ?? []).flatMap((node): Calling[] => {
      const call = callOf(node);
      return call ? [{ ...call, isMapped: false }] : [];
    });
    const all = [...direct, ...(this.#callings.get(name) ?? [])];
    return way ? all.filter((call) => this.#isOf(call, way)) : all;
  }

  /** Whether a call is of the function that a way is about, not of another of its name. */
  #isOf({ name, namespace }: RCall, { of, common }: Way): boolean {
    if (namespace !== undefined) return of.split(' ').includes(namespace) || (of === 'utils' && namespace === 'base');
    if (this.#program.defines(name)) return false;
    return common !== true || of.split(' ').some((each) => this.#asksFor(each));
  }

  #asksFor(name: string): boolean {
    return new RegExp(String.raw`\b${name.replaceAll('.', String.raw`\.`)}\b(?!\s*\()`, 'u').test(
      this.#program.root.text,
    );
  }

  #go(call: Calling, way: Way): void {
    const { byName, rest } = matched(call.args, (way.takes ?? '').split(' '));
    const given = (parameter: string): readonly Argument[] => {
      if (parameter === '...') return rest;
      const value = byName.get(parameter);
      return value ? [{ name: undefined, value }] : [];
    };
    if (way.of === 'box') this.#box(call);
    for (const parameter of way.loads?.split(' ') ?? []) this.#load(call, way, given(parameter));
    if (way.loads === undefined && way.runs !== undefined)
      for (const { value } of given(way.runs)) this.#run(call, this.#values.of(value));
    if (way.runsFolder) this.#runFolder(call, way.runsFolder, given(way.runsFolder.parameter));
    if (way.text)
      for (const { value } of given(way.text.parameter)) this.#text(call, way.text.is, this.#values.of(value));
    for (const name of way.brings?.split(' ') ?? []) this.#use(name, call.node, isOptional(call.node));
    if (way.by) for (const { value } of given(way.by.parameter)) this.#by(call, way.by, value);
    if (way.says) this.#unknown(call.node, sayings[way.says]());
  }

  #load(call: Calling, way: Way, args: readonly Argument[]): void {
    const isBare = way.bare === true && !call.isMapped && !isCharacterOnly(call);
    for (const { name, value } of args) {
      if (name !== undefined) {
        if (way.named === true) this.#loaded(call, [name]);
        continue;
      }
      const reference = isBare && value.type === 'binary_operator' ? value.text.replaceAll(/\s/gu, '') : undefined;
      const texts = reference === undefined ? this.#textsOf(value, isBare) : [reference];
      const files = way.runs === undefined ? [] : texts.filter((text) => /\.r$/iu.test(text));
      if (files.length > 0) this.#run(call, files);
      this.#loaded(
        call,
        texts.filter((text) => !files.includes(text)),
      );
    }
  }

  /** `.(x)` is what `bquote` fills in. */
  #textsOf(value: CodeNode, isBare: boolean): string[] {
    const filled = callOf(value);
    const [inner] = filled?.name === '.' ? filled.args : [];
    if (inner) return this.#values.of(inner.value);
    return isBare ? this.#values.quoted(value) : this.#values.of(value);
  }

  #loaded(call: RCall, texts: readonly string[], optional = isOptional(call.node)): void {
    for (const text of texts) {
      if (this.#waits(text, 'load', optional, call)) continue;
      if (!isKnown(text)) this.#unknown(call.node, sayings.package());
      else {
        const { name, origin } = packageReference(text);
        this.#use(name, call.node, optional, origin);
      }
    }
  }

  #run(call: RCall, texts: readonly string[]): void {
    const place = this.#place(call.node);
    for (const text of texts) {
      if (this.#waits(text, 'run', isOptional(call.node), call)) continue;
      const path = knownPath(text);
      const listing = listingIn(text);
      if (path === undefined) this.#unknown(call.node, sayings.file());
      else if (/^\w+:\/\//u.test(path)) this.#unknown(call.node, sayings.network());
      else if (listing) {
        const { folders, names, isRecursive } = this.#values.listings.all[listing.index] ?? { folders: [] };
        for (const folder of folders) {
          const below = knownPath(folder);
          if (below === undefined) this.#unknown(call.node, sayings.file());
          else
            this.follows.push({
              candidates: filesAt(below, this.#file),
              place,
              otherwise: 'missing',
              files: { names: names ?? /\.[rR]$/u, isRecursive: isRecursive ?? false },
            });
        }
      } else {
        const isSure = path === text;
        this.follows.push({
          candidates: filesAt(path, this.#file),
          place,
          otherwise: 'missing',
          ...(!isSure && { reason: sayings.file() }),
        });
      }
    }
  }

  #runFolder(call: Calling, { below, otherwise }: NonNullable<Way['runsFolder']>, args: readonly Argument[]): void {
    const folders = args.length > 0 ? args.flatMap(({ value }) => this.#values.of(value)) : [otherwise];
    const whole = folders.map((folder) => (below === undefined ? folder : `${folder}/${below}`));
    const files = whole.filter((text) => /\.r$/iu.test(text));
    if (files.length > 0) this.#run(call, files);
    for (const folder of whole.filter((text) => !files.includes(text)))
      this.#run(call, [
        `${folder}/${this.#values.listings.add({ folders: [folder], names: undefined, isRecursive: true })}`,
      ]);
  }

  #text(call: Calling, is: 'r' | 'command', texts: readonly string[]): void {
    for (const text of texts) {
      if (is === 'r') this.#loaded(call, packagesInText(text));
      else {
        const { scripts, isPython } = scriptsInCommand(text);
        for (const script of scripts)
          this.follows.push({
            candidates: filesAt(script, this.#file),
            place: this.#place(call.node),
            otherwise: 'ignored',
          });
        if (isPython) this.#unknown(call.node, sayings.python());
      }
    }
  }

  #by({ node }: RCall, { is, ends }: NonNullable<Way['by']>, value: CodeNode): void {
    const texts = value.type === 'identifier' || value.type === 'string' || ends ? this.#values.of(value) : [];
    for (const text of texts) {
      const byEnd = Object.entries(ends ?? {}).find(([end]) => text.toLowerCase().endsWith(end))?.[1];
      const byName = is && Object.hasOwn(is, text) ? is[text] : undefined;
      for (const name of (byName ?? byEnd)?.split(' ') ?? []) this.#use(name, node, isOptional(node));
    }
  }

  #box(call: RCall): void {
    this.#use('box', call.node, false);
    for (const { value } of call.args) {
      const used = boxUse(value, this.#file);
      if (used.package !== undefined) this.#use(used.package, value, false);
      else if (used.candidates)
        this.follows.push({ candidates: used.candidates, place: this.#place(value), otherwise: 'missing' });
      else this.#unknown(value, sayings.box());
    }
  }

  /** Whether a text waits for a parameter of a function of the script: then that is one way more. */
  #waits(text: string, does: Wrapper['does'], optional: boolean, { node }: RCall): boolean {
    const hole = holeIn(text);
    const scope = hole && this.#program.scopes[hole.scope];
    if (scope?.name === undefined || text.includes(unknown)) return false;
    const defaults = new Map<string, string[]>();
    for (const [name, value] of scope.parameters) if (value) defaults.set(name, this.#values.of(value));
    const { name } = scope;
    const parameters = [...scope.parameters.keys()];
    const wrapper: Wrapper = { name, parameters, defaults, template: text, does, optional, place: this.#place(node) };
    if (!this.wrappers.some((known) => isSameWrapper(known, wrapper))) this.wrappers.push(wrapper);
    return true;
  }

  #wrapped(wrapper: Wrapper): void {
    for (const call of this.#callsOf(wrapper.name, undefined)) {
      this.called.add(wrapper.name);
      const { byName, rest } = matched(call.args, wrapper.parameters);
      const texts = wrapped(wrapper, (parameter, isQuoted) => {
        const value = byName.get(parameter);
        if (!value && parameter !== '...') return undefined;
        return (value ? [value] : rest.map((item) => item.value)).flatMap((node) =>
          this.#textsOf(node, isQuoted && !call.isMapped),
        );
      });
      if (wrapper.does === 'run') this.#run(call, texts);
      else this.#loaded(call, texts, wrapper.optional || isOptional(call.node));
    }
  }

  #use(name: string, node: CodeNode, optional: boolean, origin = this.#origins.get(name)): void {
    if (!/^[A-Za-z][A-Za-z0-9.]*$/u.test(name)) return;
    this.uses.push({ name, place: this.#place(node), ...(optional && { optional }), ...(origin && { origin }) });
  }

  /** A note, once for what stands there. */
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

function isCharacterOnly({ args }: RCall): boolean {
  return isTrue(args.find(({ name }) => /^\.?character[._]only$/u.test(name ?? ''))?.value);
}
