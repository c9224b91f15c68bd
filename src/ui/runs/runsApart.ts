import { isDeepStrictEqual } from 'node:util';
import type { TaskDefinition } from 'vscode';
import { formatPairs } from '../../core/text/pairs.ts';
import { joinWords } from '../../core/text/words.ts';
import { without } from '../kit/without.ts';

/** The definition, with the first number that none of the others has who are alike; without one if there are none. */
export function unlike<T extends TaskDefinition>(
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
  const { arguments: words, ...others } = without(definition, 'type', 'script', 'run');
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
  return without(definition, 'run', '_key');
}
