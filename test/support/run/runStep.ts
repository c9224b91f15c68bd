import { spawn } from 'node:child_process';
import { readReport, type Report } from './report.ts';
import type { Step } from './steps.ts';

export interface StepResult {
  readonly step: Step;
  readonly seconds: number;
  readonly output: string;
  readonly report: Report;
}

/** Runs one part of the tests to its end, or to its time limit: then its whole process group is ended. */
export async function runStep(step: Step): Promise<StepResult> {
  const started = performance.now();
  const { code, output, late } = await execute(step);
  const seconds = (performance.now() - started) / 1000;
  return { step, seconds, output, report: judge(step, code, late) };
}

/** Counts what the part reported, and trusts no silence: a bad exit without a failed test, or no test at all, is a failure. */
function judge(step: Step, code: number, late: boolean): Report {
  const failure = (message: string): Report => ({ passed: 0, failed: [{ name: step.name, message }], skipped: [] });
  const minutes = step.limit ?? defaultLimit;
  if (step.report === undefined) {
    if (late) return failure(`took longer than ${minutes} minutes`);
    return code === 0 ? { passed: 1, failed: [], skipped: [] } : failure(`ended with exit code ${code}`);
  }
  const report = readReport(step.report);
  if (report === undefined)
    return failure(late ? `took longer than ${minutes} minutes` : `left no report (exit code ${code})`);
  if (report.passed + report.failed.length + report.skipped.length === 0) return failure('no test ran');
  if (code !== 0 && report.failed.length === 0) {
    return {
      ...report,
      failed: [{ name: step.name, message: `every test passed, but it ended with exit code ${code}` }],
    };
  }
  return report;
}

const defaultLimit = 15;

function execute(step: Step): Promise<{ code: number; output: string; late: boolean }> {
  return new Promise((resolve) => {
    let output = '';
    let late = false;
    const [command = '', ...args] = step.command;
    const env = { ...process.env, ...step.environment, FORCE_COLOR: '0', NO_COLOR: '1' };
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const endGroup = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group has ended.
      }
    };
    const timer = setTimeout(
      () => {
        late = true;
        endGroup();
      },
      (step.limit ?? defaultLimit) * 60_000,
    );
    process.once('exit', endGroup);
    const take = (chunk: string): void => void (output += chunk);
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => {
      take(error.message);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      process.removeListener('exit', endGroup);
      resolve({ code: code ?? 1, output, late });
    });
  });
}
