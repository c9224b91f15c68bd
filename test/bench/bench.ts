// How fast the product is: `npm run bench [-- --only NAME[,NAME] --runs N --no-build]`. Prints a table and writes test-results/bench.json.
// Each row is a file in rows/; it measures the real thing beside a yardstick, in turn, and the table gives medians.
// Exit code 1 when a row could not be measured, or with --strict also when a figure misses its target.
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createBench, root, type Bench } from './context.ts';
import type { Figure, Row } from './figure.ts';
import { rows } from './rows/index.ts';
import { table } from './table.ts';

interface Failure {
  readonly row: string;
  readonly reason: string;
}

interface Results {
  readonly figures: Figure[];
  readonly failures: Failure[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '7' },
    'no-build': { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !rows.some((row) => row.name === name)) ?? [];
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`--runs takes a number; --only takes ${rows.map((row) => row.name).join(', ')}`);
  process.exit(2);
}

const bench = await createBench({
  runs,
  built: values['no-build'],
  log: (line) => {
    console.error(line);
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void bench.end().then(() => process.exit(130)));
const chosen = rows.filter((row) => wanted?.includes(row.name) ?? true);
const { figures, failures } = await measure(bench, chosen).finally(() => bench.end());
console.log(`\n${table(figures)}`);
for (const { row, reason } of failures) console.log(`\n${row} could not be measured: ${reason}`);
console.log(`\n${await save(figures, failures)}`);
const missed = figures.some(({ met }) => !met);
process.exit(failures.length > 0 || (values.strict && missed) ? 1 : 0);

async function measure(bench: Bench, chosen: readonly Row[]): Promise<Results> {
  const results: Results = { figures: [], failures: [] };
  for (const row of chosen) {
    const start = Date.now();
    try {
      results.figures.push(...(await row.measure(bench)));
    } catch (error) {
      results.failures.push({ row: row.name, reason: error instanceof Error ? error.message : String(error) });
    }
    bench.log(`${row.name} took ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  return results;
}

async function save(figures: readonly Figure[], failures: readonly Failure[]): Promise<string> {
  const file = path.join(root, 'test-results', 'bench.json');
  const machine = {
    processor: os.cpus()[0]?.model,
    cores: os.cpus().length,
    memoryGB: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    load: os.loadavg()[0],
  };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ date: new Date().toISOString(), machine, figures, failures }, undefined, 2)}\n`,
  );
  return file;
}
