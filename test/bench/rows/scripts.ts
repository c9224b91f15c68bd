import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { work } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import type { ScriptsAnswer, ScriptsArgument } from '../workers/scripts.ts';

const each = 500;
const limit = 5000;

/** A hundred lines and three packages, as scripts of an analysis have. */
const bodies = {
  R: (at: number): string =>
    `suppressPackageStartupMessages({ library(dplyr); library(pkg${at}) })\n` +
    Array.from(
      { length: 32 },
      (_, line) =>
        `step_${line} <- function(data, ...) {\n  data |> filter(x > ${line}, !is.na(y)) |> mutate(z = log(x) / ${line + 1})\n}\n`,
    ).join('') +
    'ggplot2::ggsave("out.png", plot(step_1(read.csv("in.csv"))))\n',
  py: (at: number): string =>
    `import numpy as np\nfrom sklearn.linear_model import Ridge\nimport pkg${at}\n` +
    Array.from(
      { length: 48 },
      (_, line) =>
        `def step_${line}(data, *, level=${line}):\n    return [row for row in data if row["x"] > level and row.get("y") is not None]\n`,
    ).join(''),
};

/** What a person waits for before a Dockerfile for a large workspace: from nothing loaded to what all scripts need. */
export const scripts: Row = {
  name: 'scripts',
  async measure(bench) {
    await bench.build();
    const folder = path.join(bench.folder, 'scripts');
    await mkdir(folder);
    const write = async (extension: 'R' | 'py'): Promise<string[]> => {
      const names = Array.from({ length: each }, (_, at) => `script${at}.${extension}`);
      await Promise.all(names.map((name, at) => writeFile(path.join(folder, name), bodies[extension](at))));
      return names;
    };
    const argument: ScriptsArgument = { folder, scripts: { r: await write('R'), python: await write('py') } };
    const answers: ScriptsAnswer[] = [];
    for (let turn = 0; turn < Math.min(bench.runs, 5); turn++) {
      const answer = (await work(bench, 'scripts', argument)) as ScriptsAnswer;
      if (answer.uses !== 6 * each) throw new Error(`not what the scripts use: ${answer.uses}`);
      answers.push(answer);
    }
    return [
      figure({
        what: 'what 1,000 scripts of 100 lines need',
        unit: 'ms',
        runs: answers.map(({ milliseconds }) => milliseconds),
        target: `${limit} ms`,
        reached: (own) => own <= limit,
      }),
    ];
  },
};
