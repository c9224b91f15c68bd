// How fast the product is: `npm run bench [-- --only NAME[,NAME] --runs N --no-build --keep]`. Prints a table and writes
// test-results/bench.json; with --keep also results/VERSION.json, which the tables of later runs are compared with.
// Each row is a file in rows/; it measures the real thing beside a yardstick, in turn, and the table gives medians.
// Exit code 1 when a row could not be measured, or with --strict also when a figure misses its target.
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { builder, createBench, root, type Bench } from './context.ts';
import { LeftOut, type Figure, type Row } from './figure.ts';
import { keep, lastKept } from './kept.ts';
import { machinePace } from './pace.ts';
import { rows } from './rows/index.ts';
import { table } from './table.ts';

interface Failure {
  readonly row: string;
  readonly reason: string;
}

interface Results {
  readonly figures: Figure[];
  readonly failures: Failure[];
  readonly leftOut: Failure[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '7' },
    'no-build': { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !rows.some((row) => row.name === name)) ?? [];
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`--runs takes a number; --only takes ${rows.map((row) => row.name).join(', ')}`);
  process.exit(2);
}

const kept = await lastKept();
const log = (line: string): void => {
  console.error(line);
};
const build = builder(values['no-build']);
const results: Results = { figures: [], failures: [], leftOut: [] };
let current: Bench | undefined;
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    interruption.abort();
    void current?.end().then(() => finish(130));
  });
for (const row of rows.filter(({ name }) => wanted?.includes(name) ?? true))
  if (!interruption.signal.aborted) await measure(row);
if (!interruption.signal.aborted) {
  const missed = results.figures.some(({ met }) => !met);
  await finish(results.failures.length > 0 || (values.strict && missed) ? 1 : 0);
}

/** Nothing of one row goes on while the next is measured. */
async function measure(row: Row): Promise<void> {
  const start = Date.now();
  const paceBefore = machinePace();
  const bench = (current = await createBench({ runs, log, build }));
  try {
    const figures = await row.measure(bench);
    const pace = (paceBefore + machinePace()) / 2;
    const isBareTime = ({ unit, ratio }: Figure): boolean =>
      ratio === undefined && (unit === 'ms' || unit === 'lines/s');
    results.figures.push(...figures.map((figure) => (isBareTime(figure) ? { ...figure, pace } : figure)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    (error instanceof LeftOut ? results.leftOut : results.failures).push({ row: row.name, reason });
  } finally {
    await bench.end();
  }
  log(`${row.name} took ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** Tells what was measured so far. */
async function finish(code: number): Promise<void> {
  console.log(`\n${table(results.figures, kept)}`);
  for (const { row, reason } of results.leftOut) console.log(`\n${row} left out: ${reason}`);
  for (const { row, reason } of results.failures) console.log(`\n${row} could not be measured: ${reason}`);
  console.log(`\n${await save(results)}`);
  if (values.keep) console.log(await keep(results.figures, machine()));
  process.exit(code);
}

async function save({ figures, failures, leftOut }: Results): Promise<string> {
  const file = path.join(root, 'test-results', 'bench.json');
  await mkdir(path.dirname(file), { recursive: true });
  const all = { date: new Date().toISOString(), machine: machine(), figures, failures, leftOut };
  await writeFile(file, `${JSON.stringify(all, undefined, 2)}\n`);
  return file;
}

function machine(): Record<string, unknown> {
  return {
    processor: os.cpus()[0]?.model,
    cores: os.cpus().length,
    memoryGB: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    load: os.loadavg()[0],
  };
}
