import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { work } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { localRoot } from '../local.ts';
import type { PutArgument } from '../workers/put.ts';
import type { TableViewAnswer, TableViewArgument } from '../workers/tableView.ts';

const rowCount = 1_000_000;
const limit = 1000;
const memoryLimit = 300;

/** What is done to the table, with the number of rows that must come of it. */
const views = [
  { what: 'sorted by numbers, the first time', view: { sort: { column: 2, descending: false } }, rows: rowCount },
  { what: 'sorted by texts that are all different', view: { sort: { column: 5, descending: true } }, rows: rowCount },
  { what: 'sorted again, the other way', view: { sort: { column: 2, descending: true } }, rows: rowCount },
  { what: 'filtered by a comparison', view: { filter: { column: 2, text: '> 500000' } }, rows: 499_999 },
  { what: 'searched in all columns', view: { filter: { text: 'room 13' } }, rows: 10_310 },
  { what: 'searched, nearly all rows found', view: { filter: { text: 'seen' } }, rows: rowCount },
] as const;

/** A table of a million rows, in the editor: sorted, filtered, searched, all of it. */
export const tableView: Row = {
  name: 'tableView',
  async measure(bench) {
    await bench.build();
    const stateFolder = await localRoot(bench);
    const file = path.join(bench.folder, 'visits.csv');
    await pipeline(rows, createWriteStream(file));
    const put: PutArgument = { stateFolder, file, key: 'bench/million.csv' };
    const uri = String(await work(bench, 'put', put));
    await rm(file);
    const argument: TableViewArgument = { stateFolder, uri, views: views.map(({ view }) => view) };
    const answers: TableViewAnswer[] = [];
    for (let turn = 0; turn < Math.min(bench.runs, 5); turn++) {
      const answer = (await work(bench, 'tableView', argument)) as TableViewAnswer;
      const wrong = views.findIndex(({ rows: expected }, at) => answer.rows[at] !== expected);
      if (wrong !== -1) throw new Error(`${views[wrong]?.what ?? ''}: ${answer.rows[wrong] ?? ''} rows`);
      answers.push(answer);
    }
    return [
      ...views.map(({ what }, at) =>
        figure({
          what: at === 0 ? `a CSV of 1,000,000 rows: ${what}` : `    ${what}`,
          unit: 'ms',
          runs: answers.map(({ milliseconds }) => milliseconds[at] ?? Number.NaN),
          target: `${limit} ms`,
          reached: (own) => own <= limit,
        }),
      ),
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
  const rowAt = (row: number): string =>
    `${row},"room ${row % 97}",${(row * 7919) % rowCount},2024-03-0${1 + (row % 9)},${row / 7},"seen ""there"", ${row}"\n`;
  for (let first = 0; first < rowCount; first += 10_000)
    yield Array.from({ length: 10_000 }, (_, at) => rowAt(first + at)).join('');
}
