import fs from 'node:fs';
import path from 'node:path';

/** What every part of the tests leaves behind, whatever runs it. */
export interface Report {
  readonly passed: number;
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Passed, but only when they were tried again; `message` tells why not at first. Absent when the part tries nothing again. */
  readonly unsteady?: readonly { readonly name: string; readonly message: string }[];
}

/** What is said of a test that is skipped and does not tell why: that counts as failed, or nobody would ever look into it. */
export const unexplained = 'skipped without a reason: say what it needs';

/** Where a part's report goes, relative to the repository. */
export const reportFile = (part: string): string => path.join('test-results', `${part}.report.json`);

export function writeReport(file: string, report: Report): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(report, undefined, 2));
}

/** The report in `file`, or undefined when there is none or half of one. */
export function readReport(file: string): Report | undefined {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    return isReport(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  if (!('passed' in value) || !('failed' in value) || !('skipped' in value)) return false;
  if ('unsteady' in value && !Array.isArray(value.unsteady)) return false;
  return typeof value.passed === 'number' && Array.isArray(value.failed) && Array.isArray(value.skipped);
}
