import type { Reporter, TestModule } from 'vitest/node';
import { reportFile, writeReport } from './report.ts';

/** Writes the report of a Vitest run; `REPORT_PART` in the environment says which part of the tests it is. */
export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]): void {
    const failed = errors.map(({ message }) => ({ name: 'outside a test', message }));
    const skipped: { name: string; reason: string }[] = [];
    let passed = 0;
    for (const module of modules) {
      for (const { message } of module.errors()) failed.push({ name: module.relativeModuleId, message });
      for (const suite of module.children.allSuites()) {
        for (const { message } of suite.errors()) failed.push({ name: suite.fullName, message });
        // One that needs something may not even be able to name its tests.
        if (suite.state() === 'skipped' && suite.children.size === 0)
          skipped.push({ name: suite.fullName, reason: reasonIn(suite.fullName) });
      }
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        if (result.state === 'failed') failed.push({ name: test.fullName, message: result.errors[0]?.message ?? '' });
        if (result.state === 'skipped')
          skipped.push({ name: test.fullName, reason: result.note ?? reasonIn(test.fullName) });
      }
    }
    writeReport(reportFile(process.env['REPORT_PART'] ?? 'vitest'), { passed, failed, skipped });
  }
}

/** Tests that need something say so in their names: `… (needs Rscript)`. */
function reasonIn(name: string): string {
  return /\((needs [^)]+)\)/u.exec(name)?.[1] ?? 'no reason given';
}
