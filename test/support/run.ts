// npm test [-- part...]: everything, or the parts named (and what they need). Two parts run at a time; one summary ends it.
import fs from 'node:fs/promises';
import path from 'node:path';
import { releaseEngine } from './docker/engine.ts';
import { isRunning, waitFor } from './processes.ts';
import { prepare } from './run/needs.ts';
import { reportFile } from './run/report.ts';
import { runStep, type StepResult } from './run/runStep.ts';
import { steps, type Step } from './run/steps.ts';

const root = path.resolve(import.meta.dirname, '../..');
process.chdir(root);
const log = (line: string): void => {
  console.log(line);
};

// However it ends: what the tests started for themselves goes with them.
process.once('exit', releaseEngine);
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const wanted = chosen(process.argv.slice(2));
await fs.rm(path.dirname(reportFile('')), { recursive: true, force: true });
const needs = await prepare(
  wanted.some((step) => step.needsBrowser === true),
  log,
);
// Each part has processes enough for two cores; one more and what waits for a window or a container waits too long.
const results = await runAll(wanted, 2);
summarise(results);
const keeper = releaseEngine();
const isGone = (): true | undefined => (keeper !== undefined && isRunning(keeper) ? undefined : true);
// Another run of the tests may still use it.
await waitFor('the end of the tests’ own engine', 20_000, isGone).catch(() => undefined);

function chosen(names: readonly string[]): readonly Step[] {
  for (const name of names) {
    if (!steps.some((step) => step.name === name)) {
      throw new Error(`There is no part "${name}": ${steps.map((step) => step.name).join(', ')}`);
    }
  }
  if (names.length === 0) return steps;
  const all = new Set(names);
  for (const step of steps.filter(({ name }) => names.includes(name)))
    for (const name of step.after ?? []) all.add(name);
  return steps.filter(({ name }) => all.has(name));
}

/** Runs every step as soon as what it waits for has passed, `lanes` at a time. */
async function runAll(all: readonly Step[], lanes: number): Promise<StepResult[]> {
  const results = new Map<string, StepResult>();
  const running = new Map<string, Promise<void>>();
  const waiting = [...all];
  const finish = (result: StepResult): void => {
    results.set(result.step.name, result);
    running.delete(result.step.name);
    report(result);
  };
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((step) => (step.after ?? []).every((name) => results.has(name)));
    const step = running.size < lanes && next >= 0 ? waiting.splice(next, 1)[0] : undefined;
    if (step === undefined) {
      await Promise.race(running.values());
      continue;
    }
    const broken = (step.after ?? []).find((name) => results.get(name)?.report.failed.length !== 0);
    if (broken !== undefined) finish(notRun(step, `${broken} failed`, true));
    else if (step.needsBrowser === true && needs.noBrowser !== undefined) finish(notRun(step, needs.noBrowser, false));
    else running.set(step.name, runStep(step).then(finish));
  }
  return all.flatMap(({ name }) => results.get(name) ?? []);
}

function notRun(step: Step, reason: string, failed: boolean): StepResult {
  const failures = failed ? [{ name: step.name, message: `did not run: ${reason}` }] : [];
  const skipped = failed ? [] : [{ name: `all of ${step.name}`, reason }];
  return { step, seconds: 0, output: '', report: { passed: 0, failed: failures, skipped } };
}

function report({ step, seconds, output, report }: StepResult): void {
  const bad = report.failed.length > 0;
  log(
    `${bad ? 'FAILED' : 'ok    '} ${step.name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s  ${report.passed} passed`,
  );
  if (bad && output !== '') log(`${'-'.repeat(30)} ${step.name}\n${output.trimEnd()}\n${'-'.repeat(30)}`);
}

function summarise(all: readonly StepResult[]): void {
  log('');
  const skipped = all.flatMap(({ step, report }) => report.skipped.map((entry) => ({ step, ...entry })));
  const failed = all.flatMap(({ step, report }) => report.failed.map((entry) => ({ step, ...entry })));
  for (const reason of needs.missing) log(`left out  ${reason}`);
  for (const { step, name, reason } of skipped) log(`skipped   ${step.name}: ${name}: ${reason}`);
  const unsteady = all.flatMap(({ step, report }) => (report.unsteady ?? []).map((entry) => ({ step, ...entry })));
  for (const { step, name, message } of unsteady)
    log(`unsteady  ${step.name}: ${name}: ${message.split('\n')[0] ?? ''}`);
  for (const { step, name, message } of failed) log(`failed    ${step.name}: ${name}: ${message.split('\n')[0] ?? ''}`);
  const passed = all.reduce((sum, { report }) => sum + report.passed, 0);
  process.exitCode = failed.length > 0 ? 1 : 0;
  const again = unsteady.length > 0 ? ` (${unsteady.length} only when tried again)` : '';
  log(`${passed} passed${again}, ${failed.length} failed, ${skipped.length} skipped`);
}
