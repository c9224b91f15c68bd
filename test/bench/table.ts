import type { Figure } from './figure.ts';

const head = ['what', 'median', 'runs', 'yardstick', 'ratio', 'target', ''];

/** The figures as a table for people: one line each, columns aligned. */
export function table(figures: readonly Figure[]): string {
  const lines = [head, ...figures.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const row = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = row(widths.map((width) => '-'.repeat(width)));
  return [row(lines[0] ?? []), rule, ...lines.slice(1).map(row)].join('\n');
}

function cells({ what, unit, median, runs, yardstick, ratio, target, met }: Figure): string[] {
  return [
    what,
    `${amount(median)} ${unit}`,
    String(runs.length),
    yardstick === undefined ? '' : `${yardstick.what}: ${amount(yardstick.median)} ${unit}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)} x`,
    target,
    met ? 'met' : 'MISSED',
  ];
}

const amount = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
