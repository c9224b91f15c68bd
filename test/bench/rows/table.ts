import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { work } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { localRoot } from '../local.ts';
import type { PutArgument } from '../workers/put.ts';
import type { TableAnswer, TableArgument } from '../workers/table.ts';

const size = 1e9;
const limit = 300;
const memoryLimit = 150;

/** A table that no editor opens: how soon its first rows are there, and what it takes of the extension host's memory. */
export const table: Row = {
  name: 'table',
  async measure(bench) {
    await bench.build();
    const stateFolder = await localRoot(bench);
    const file = path.join(bench.folder, 'visits.csv');
    await pipeline(rows, createWriteStream(file));
    const put: PutArgument = { stateFolder, file, key: 'bench/visits.csv' };
    const argument: TableArgument = { stateFolder, uri: String(await work(bench, 'put', put)) };
    await rm(file);
    const answers: TableAnswer[] = [];
    for (let turn = 0; turn < Math.min(bench.runs, 5); turn++) {
      const answer = (await work(bench, 'table', argument)) as TableAnswer;
      if (answer.rows !== 100 || answer.columns !== 6) throw new Error(`not the table: ${JSON.stringify(answer)}`);
      answers.push(answer);
    }
    return [
      figure({
        what: 'a 1 GB CSV: first rows in the host',
        unit: 'ms',
        runs: answers.map(({ milliseconds }) => milliseconds),
        target: `${limit} ms`,
        reached: (own) => own <= limit,
      }),
      figure({
        what: '    its peak memory (whole process)',
        unit: 'MB',
        runs: answers.map(({ peakMemory }) => peakMemory),
        target: `${memoryLimit} MB`,
        reached: (own) => own < memoryLimit,
      }),
    ];
  },
};

function* rows(): Generator<string> {
  yield 'visit,room,person,entered,left,"note, free text"\n';
  const row = (n: number): string =>
    `${n},room ${n % 97},${n * 7919},2024-03-0${1 + (n % 9)},${n / 7},"seen ""there"", ${n}"\n`;
  const chunk = Array.from({ length: 10_000 }, (_, number) => row(number)).join('');
  for (let written = 0; written < size; written += chunk.length) yield chunk;
}
