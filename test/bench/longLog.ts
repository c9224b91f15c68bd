import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from './context.ts';
import { writeScript } from './programs.ts';

export const lines = 1_000_000;

export const lineAt = (number: number): string =>
  `iteration ${String(number).padStart(7, '0')}: mean contacts 12.345, sd 1.2345`;

/** Writes a script that prints the lines, beside which nothing lies. Returns its path. */
export function writePrinter(bench: Bench): Promise<string> {
  const text = `
for number in range(${lines}):
    print('iteration %07d: mean contacts 12.345, sd 1.2345' % number)
`;
  return writeScript(bench, 'lines.py', text);
}

/** Writes the lines into a file. Returns its path. */
export async function writeLines(bench: Bench): Promise<string> {
  const file = path.join(bench.folder, 'lines.txt');
  await writeFile(file, Array.from({ length: lines }, (_, number) => `${lineAt(number)}\n`).join(''));
  return file;
}
