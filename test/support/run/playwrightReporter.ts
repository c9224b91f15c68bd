import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { reportFile, unexplained, writeReport } from './report.ts';

/**
 * Writes the report of a Playwright run; `REPORT_PART` in the environment says which part of the tests it is. A test that is tried again
 * counts by its last try, and is listed as unsteady when that passed.
 */
export default class PlaywrightReporter implements Reporter {
  readonly #tests = new Map<string, { readonly test: TestCase; readonly result: TestResult }>();
  readonly #errors: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#tests.set(test.id, { test, result });
  }

  onError(error: { readonly message?: string }): void {
    this.#errors.push(error.message ?? 'unknown error');
  }

  onEnd(): void {
    const all = [...this.#tests.values()];
    const skipped = all
      .filter(({ result }) => result.status === 'skipped')
      .map(({ test }) => ({ name: name(test), reason: reasonOf(test) }));
    writeReport(reportFile(process.env['REPORT_PART'] ?? 'e2e'), {
      passed: all.filter(({ result }) => result.status === 'passed').length,
      failed: [
        ...this.#errors.map((message) => ({ name: 'outside a test', message })),
        ...all
          .filter(({ result }) => result.status !== 'passed' && result.status !== 'skipped')
          .map(({ test, result }) => ({ name: name(test), message: result.error?.message ?? result.status })),
        ...skipped.flatMap(({ name, reason }) => (reason === undefined ? [{ name, message: unexplained }] : [])),
      ],
      skipped: skipped.flatMap(({ name, reason }) => (reason === undefined ? [] : [{ name, reason }])),
      unsteady: all
        .filter(({ test }) => test.outcome() === 'flaky')
        .map(({ test }) => ({ name: name(test), message: test.results[0]?.error?.message ?? 'failed at first' })),
    });
  }
}

const name = (test: TestCase): string => test.titlePath().slice(2).join(' > ');

const reasonOf = (test: TestCase): string | undefined =>
  test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
