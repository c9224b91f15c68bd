import Mocha from 'mocha';
import { unexplained, writeReport } from '../support/run/report.ts';

/** Runs the tests that `loaders` define, inside the extension host, and writes their report to `HOST_REPORT`. */
export async function runSuite(loaders: readonly (() => Promise<unknown>)[]): Promise<void> {
  const file = process.env['HOST_REPORT'];
  if (file === undefined) throw new Error('HOST_REPORT does not say where the report goes');
  const failed: { name: string; message: string }[] = [];
  const skipped: { name: string; reason: string }[] = [];
  let passed = 0;
  try {
    const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base });
    mocha.suite.emit('pre-require', globalThis, null, mocha);
    for (const load of loaders) await load();
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => {
        resolve();
      });
      runner.on('pass', () => (passed += 1));
      runner.on('fail', (test, error: Error) =>
        failed.push({ name: test.fullTitle(), message: error.stack ?? error.message }),
      );
      runner.on('pending', (test) => {
        const [name, reason] = [test.fullTitle(), reasons.get(test.title)];
        if (reason === undefined) failed.push({ name, message: unexplained });
        else skipped.push({ name, reason });
      });
    });
  } catch (error) {
    failed.push({
      name: 'the suite',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
  writeReport(file, { passed, failed, skipped });
}

const reasons = new Map<string, string>();

/** Skips the running test, and says why. */
export function skip(context: Mocha.Context, reason: string): never {
  reasons.set(context.test?.title ?? '', reason);
  return context.skip();
}
