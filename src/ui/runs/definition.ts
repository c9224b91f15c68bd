import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import type { TaskDefinition } from 'vscode';
import type { RunEngine } from '../../core/jobs/engine.ts';
import { formatPairs } from '../../core/text/pairs.ts';
import { joinWords } from '../../core/text/words.ts';
import { taskType } from '../kit/ids.ts';
import { omit } from '../kit/omit.ts';

/** A value of an input or output in tasks.json: a path or URI alone, or an object. */
export type DataEntry = string | Record<string, unknown>;

/** A task of type `sagemaker` as tasks.json has it. Whether it holds together is `parseTaskDefinition`'s to say. */
export interface SagemakerTaskDefinition extends vscode.TaskDefinition {
  readonly script: string;
  readonly code?: string;
  readonly arguments?: string[];
  readonly job?: string;
  readonly image?: string;
  readonly instanceType?: string;
  readonly instanceCount?: number;
  readonly volumeSize?: number;
  readonly maxRuntime?: number;
  readonly environment?: Record<string, string>;
  readonly inputs?: DataEntry[];
  readonly outputs?: DataEntry[];
  readonly engine?: RunEngine;
  readonly limitResources?: boolean;
  readonly networkIsolation?: boolean;
  readonly tags?: Record<string, string>;
  readonly run?: string;
}

export function isSagemakerTask(definition: vscode.TaskDefinition): definition is SagemakerTaskDefinition {
  return definition.type === taskType && typeof definition['script'] === 'string';
}

/** What describes the run itself, without what only VS Code's tasks need. */
export function runMembers(definition: vscode.TaskDefinition): Record<string, unknown> {
  return omit(definition, 'type', 'run');
}

/** The definition, with the first number that none of the others has who are alike; without one if there are none. */
export function numberedAmong<T extends TaskDefinition>(
  definition: T,
  others: readonly TaskDefinition[],
): T & { run?: string } {
  const alike = others
    .filter((other) => isDeepStrictEqual(plain(other), plain(definition)))
    .map((other): unknown => other['run']);
  if (!alike.includes(undefined)) return definition;
  let number = 2;
  while (alike.includes(String(number))) number += 1;
  return { ...definition, run: String(number) };
}

/** The options of a run in one line, the arguments first: what tells the runs of a script apart. Empty when there are none. */
export function runDetail(definition: TaskDefinition): string {
  const { arguments: words, ...others } = omit(definition, 'type', 'script', 'run');
  const told = Object.entries(others).map(([member, value]) => `${member} ${textOf(value)}`);
  const line = Array.isArray(words) ? joinWords(words.map(String)) : '';
  return [line, ...told].filter((part) => part !== '').join(' · ');
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return formatPairs(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, String(member)])));
}

function plain(definition: TaskDefinition): Record<string, unknown> {
  // What VS Code hands back has a key of its own.
  return omit(definition, 'run', '_key');
}
