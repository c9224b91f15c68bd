import type { Disposable } from 'vscode';
import type { CommandId, ViewId } from './ids.ts';

/** What a command does with what VS Code hands it: a resource, a tree item, or nothing from the palette. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

export type Part = Pick<Disposable, 'dispose'>;

/**
 * What a feature adds to the editor: a handler of each of its commands, its views, and whatever else ends with the extension. Where one
 * that package.json names is missing, the feature or the shell does not compile.
 */
export interface Contribution<Command extends CommandId, View extends ViewId = never> {
  readonly commands: Readonly<Record<Command, CommandHandler>>;
  readonly views: Readonly<Record<View, Part>>;
  readonly parts: readonly Part[];
}

/** A command whose code is loaded when it is first called. */
export function onDemand<Code>(
  load: () => Promise<Code>,
  call: (code: Code, ...args: readonly unknown[]) => unknown,
): CommandHandler {
  return async (...args) => call(await load(), ...args);
}
