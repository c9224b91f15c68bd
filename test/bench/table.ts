import type { Figure } from './figure.ts';
import { trend, type Kept } from './kept.ts';

/** The figures as a table for people: one line each, columns aligned; with their change since those that were kept last. */
export function table(figures: readonly Figure[], kept: Kept | undefined): string {
  const head = ['what', 'median', 'runs', 'yardstick', 'ratio', 'target', '', kept ? `since ${kept.version}` : ''];
  const lines = [head, ...figures.map((figure) => [...cells(figure), changeText(trend(figure, kept))])];
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

/** Below a tenth nothing is said: so much is chance. */
function changeText(factor: number | undefined): string {
  if (factor === undefined) return '';
  const percent = Math.round((factor - 1) * 100);
  return Math.abs(percent) < 10 ? '≈' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}

const amount = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
