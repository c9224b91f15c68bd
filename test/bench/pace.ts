import { createHash } from 'node:crypto';
import { median } from './figure.ts';

/**
 * Milliseconds that this machine takes just now for some parsing, sorting and hashing, always the same: what times without a yardstick are
 * held against when those of another day are compared.
 */
export function machinePace(): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

function work(): void {
  const rows = Array.from({ length: 60_000 }, (_, number) => ({ number, text: `row ${(number * 7919) % 60_000}` }));
  const parsed = JSON.parse(JSON.stringify(rows)) as typeof rows;
  parsed.sort((a, b) => (a.text < b.text ? -1 : 1));
  createHash('sha256').update(JSON.stringify(parsed)).digest();
}
