import * as l10n from '@vscode/l10n';
import { walk, type CodeNode } from '../codeTree.ts';
import type { Follow, Origin, Place, ScriptUses, Unresolved, Use } from '../needs.ts';
import { boxUse } from './box.ts';
import { argument, callOf, isTrue, nameOf, namespaceOf, stringOf, type RCall } from './call.ts';
import { Literals, mappedCall } from './literals.ts';
import { oneLine, syntaxErrors } from '../syntaxErrors.ts';
import { isOptional } from './optional.ts';
import { originsIn } from './origins.ts';
import { filesAt, sourcedFile } from './sourcedFile.ts';

/** Functions that attach or load one package: the argument's name, and whether a bare name stands for itself. */
const loaders = new Map([
  ['library', { parameter: 'package', quotes: true }],
  ['require', { parameter: 'package', quotes: true }],
  ['requireNamespace', { parameter: 'package', quotes: false }],
  ['loadNamespace', { parameter: 'package', quotes: false }],
  ['attachNamespace', { parameter: 'ns', quotes: false }],
  ['getNamespace', { parameter: 'name', quotes: false }],
  ['asNamespace', { parameter: 'ns', quotes: false }],
]);

/** Functions that take packages as their arguments, bare or as strings. */
const manyLoaders = new Set(['p_load', 'shelf']);

/** Reads what an R script needs. `file` is its path below the folder that is read. */
export function readR(root: CodeNode, file: string): ScriptUses {
  const reader = new Reader(root, file);
  walk(root, (node, ancestors) => reader.visit(node, ancestors));
  reader.unresolved.push(...syntaxErrors(root, file));
  return reader;
}

class Reader implements ScriptUses {
  readonly uses: Use[] = [];
  readonly follows: Follow[] = [];
  readonly unresolved: Unresolved[] = [];
  readonly #file: string;
  readonly #literals: Literals;
  readonly #origins: ReadonlyMap<string, Origin>;

  constructor(root: CodeNode, file: string) {
    this.#file = file;
    this.#literals = new Literals(root);
    this.#origins = originsIn(root, this.#literals);
  }

  visit(node: CodeNode, ancestors: readonly CodeNode[]): boolean | undefined {
    if (node.type === 'namespace_operator') {
      const [name] = namespaceOf(node);
      if (name !== undefined) this.#use(name, node, isOptional(node, ancestors));
      return undefined;
    }
    const call = callOf(node);
    if (!call) return undefined;
    if (call.namespace === 'box' && call.name === 'use') {
      this.#use('box', node, false);
      this.#box(call);
      return false;
    }
    this.#load(call, node, ancestors);
    this.#loadMany(call, node);
    this.#mapped(node, ancestors);
    this.#source(call, node);
    return undefined;
  }

  #load(call: RCall, node: CodeNode, ancestors: readonly CodeNode[]): void {
    const loader = loaders.get(call.name);
    if (loader) {
      const value = argument(call, loader.parameter, 0);
      const quotes = loader.quotes && !isTrue(argument(call, 'character.only', Infinity));
      if (value) this.#packages(value, node, { quotes, optional: isOptional(node, ancestors) });
    }
    // do.call(library, list("x")) and the like.
    const called = call.name === 'do.call' ? argument(call, 'what', 0) : undefined;
    const args = called && loaders.has(nameOf(called) ?? '') ? argument(call, 'args', 1) : undefined;
    if (args) this.#packages(args, node, { quotes: false, optional: false });
    if (['data', 'system.file', 'getFromNamespace', 'getAnywhere'].includes(call.name)) {
      const from = argument(
        call,
        call.name === 'getFromNamespace' ? 'ns' : 'package',
        call.name === 'getFromNamespace' ? 1 : Infinity,
      );
      const names = from && this.#literals.of(from);
      for (const name of names ?? []) this.#use(name, node, false);
    }
    if (call.namespace === 'import' && ['from', 'here', 'into'].includes(call.name)) {
      const from = argument(call, '.from', 0);
      if (from) this.#packages(from, node, { quotes: true, optional: false });
    }
  }

  #loadMany(call: RCall, node: CodeNode): void {
    if (!manyLoaders.has(call.name)) return;
    for (const { name, value } of call.args) {
      if (name === 'char') this.#packages(value, node, { quotes: false, optional: false });
      if (name !== undefined) continue;
      // librarian::shelf(owner/repository): to R a division, and of a subtraction for some owners.
      const reference = stringOf(value) ?? value.text.replaceAll(/\s/gu, '');
      if (/^[\w.-]+\/[\w.@-]+$/u.test(reference)) {
        this.#use(reference.replace(/^.*\//u, '').replace(/@.*$/u, ''), node, false, { kind: 'github', reference });
      } else this.#packages(value, node, { quotes: true, optional: false });
    }
  }

  /** lapply(packages, library, character.only = TRUE) */
  #mapped(node: CodeNode, ancestors: readonly CodeNode[]): void {
    const applied = mappedCall(node);
    const name = applied && nameOf(applied.fun);
    if (!applied || name === undefined || !loaders.has(name)) return;
    this.#packages(applied.over, node, { quotes: false, optional: isOptional(node, ancestors) });
  }

  #box(call: RCall): void {
    for (const { value } of call.args) {
      const used = boxUse(value, this.#file);
      if (used.package !== undefined) this.#use(used.package, value, false);
      else if (used.candidates)
        this.follows.push({ candidates: used.candidates, place: this.#place(value), otherwise: 'missing' });
      else this.#unknown(value, l10n.t('this module of box could not be understood'));
    }
  }

  #source(call: RCall, node: CodeNode): void {
    if (call.name !== 'source' && call.name !== 'sys.source') return;
    const value = argument(call, 'file', 0);
    if (!value) return;
    const path = sourcedFile(value, this.#literals);
    if (path === undefined) this.#unknown(node, l10n.t('which file is sourced is known only when it runs'));
    else if (/^\w+:\/\//u.test(path))
      this.#unknown(node, l10n.t('what a file from the network needs was not looked at'));
    else this.follows.push({ candidates: filesAt(path, this.#file), place: this.#place(node), otherwise: 'missing' });
  }

  #packages(value: CodeNode, node: CodeNode, how: { readonly quotes: boolean; readonly optional: boolean }): void {
    const names = how.quotes && value.type === 'identifier' ? [nameOf(value) ?? ''] : this.#literals.of(value);
    if (names === undefined) this.#unknown(node, l10n.t('which package is loaded is known only when it runs'));
    for (const name of names ?? []) this.#use(name, node, how.optional);
  }

  #use(name: string, node: CodeNode, optional: boolean, origin = this.#origins.get(name)): void {
    if (!/^[A-Za-z][A-Za-z0-9.]*$/u.test(name)) return;
    this.uses.push({ name, place: this.#place(node), ...(optional && { optional }), ...(origin && { origin }) });
  }

  #unknown(node: CodeNode, reason: string): void {
    this.unresolved.push({ text: oneLine(node.text), place: this.#place(node), reason });
  }

  #place({ line }: CodeNode): Place {
    return { file: this.#file, line };
  }
}
