import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { reportFile, unexplained, writeReport } from './report.ts';

/** Writes the report of a Vitest run; `REPORT_PART` in the environment says which part of the tests it is. */
export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]): void {
    const failed = errors.map(({ message }) => ({ name: 'outside a test', message }));
    const skipped: { name: string; reason: string }[] = [];
    const skip = (name: string, reason: string | undefined): void => {
      if (reason === undefined) failed.push({ name, message: unexplained });
      else skipped.push({ name, reason });
    };
    let passed = 0;
    for (const module of modules) {
      for (const { message } of module.errors()) failed.push({ name: module.relativeModuleId, message });
      for (const suite of module.children.allSuites()) {
        for (const { message } of suite.errors()) failed.push({ name: suite.fullName, message });
        // One that needs something may not even be able to name its tests.
        if (suite.state() === 'skipped' && suite.children.size === 0) skip(suite.fullName, reasonIn(suite.fullName));
      }
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        if (result.state === 'failed') failed.push({ name: test.fullName, message: result.errors[0]?.message ?? '' });
        if (result.state === 'skipped')
          skip(test.fullName, result.note ?? reasonIn(test.fullName) ?? brokenBefore(test.parent));
      }
    }
    writeReport(reportFile(process.env['REPORT_PART'] ?? 'vitest'), { passed, failed, skipped });
  }
}

/** Tests that need something say so in their names: `… (needs Rscript)`. */
const reasonIn = (name: string): string | undefined => /\((needs [^)]+)\)/u.exec(name)?.[1];

/** That the tests could not even begin, as what is done before them failed, if so. */
function brokenBefore(place: TestCase['parent']): string | undefined {
  if (place.errors().length > 0) return 'what is done before it failed';
  return place.type === 'suite' ? brokenBefore(place.parent) : undefined;
}
