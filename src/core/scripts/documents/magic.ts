import type { Language } from '../language.ts';

/** Magics of IPython whose cell is code in Python all the same. */
const pythonCells = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'mprun', 'snakeviz', 'python', 'python3']);

/**
 * A cell of IPython as a program: lines that are none of Python (`%matplotlib inline`, `!pip install x`, `x?`) do nothing. Undefined for a
 * cell that another program runs.
 */
export function withoutMagic(code: string): { readonly language: Language; readonly text: string } | undefined {
  const lines = code.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const cellMagic = /^%%(\w+)/u.exec(lines[first] ?? '')?.[1];
  if (cellMagic === 'R') return { language: 'r', text: withBlank(lines, first) };
  if (cellMagic !== undefined && !pythonCells.has(cellMagic)) return undefined;
  const text = lines.map((line, index) => (index === first && cellMagic !== undefined ? '' : plainLine(line)));
  return { language: 'python', text: text.join('\n') };
}

function withBlank(lines: readonly string[], blank: number): string {
  return lines.map((line, index) => (index === blank ? '' : line)).join('\n');
}

function plainLine(line: string): string {
  const [, indent = '', rest = ''] = /^(\s*)(.*)$/u.exec(line) ?? [];
  // In a block something has to stand.
  if (/^(?:%%?[A-Za-z]|[!?]|[\w.]+\?\??\s*$)/u.test(rest)) return indent === '' ? '' : `${indent}pass`;
  return line.replace(/^(\s*[\w.,\s]+=\s*)[%!].*$/u, '$1None');
}
