import { work, type Bench } from '../context.ts';
import { alternately, figure, timed, type Row } from '../figure.ts';
import { localRoot, stopLocal } from '../local.ts';
import { find, writeScript } from '../programs.ts';
import { run } from '../../support/processes.ts';
import type { SubmitAnswer, SubmitArgument } from '../workers/submit.ts';

const boto3 = "import boto3; boto3.client('sagemaker', region_name='us-east-1')";
const upLimit = 150;
const coldLimit = 900;

/** From the click to the job's creation, in a window that has submitted before, in a new one, and with no server running. */
export const submit: Row = {
  name: 'submit',
  async measure(bench) {
    await bench.build();
    const python = await systemPython();
    const script = await writeScript(bench, 'nothing.R', '');
    const interpreter = await find('Rscript');
    const warm = await localRoot(bench);
    const start = async (stateFolder: string, again: number): Promise<SubmitAnswer> => {
      const argument: SubmitArgument = { stateFolder, script, interpreter, again };
      return (await work(bench, 'submit', argument)) as SubmitAnswer;
    };
    const client = (): Promise<number> => timed(() => succeed(python, ['-c', boto3]));
    await start(warm, 0);
    await client();
    const up = await alternately(bench.runs, () => start(warm, 1), client);
    const cold = await alternately(bench.runs, () => fresh(bench, start), client);
    const figures = [
      { what: 'click to job created, server up', runs: up.first.flatMap(({ again }) => again), limit: upLimit },
      { what: 'the same, first of a window (loads the SDK)', runs: up.first.map(({ first }) => first), limit: upLimit },
      { what: 'the same, no server running', runs: cold.first, limit: coldLimit },
    ];
    const yardstick = { what: "boto3's client start", runs: [...up.second, ...cold.second] };
    return figures.map(({ what, runs, limit }) =>
      figure({ what, unit: 'ms', runs, yardstick, target: `${limit} ms`, reached: (own) => own <= limit }),
    );
  },
};

async function fresh(bench: Bench, start: (root: string, again: number) => Promise<SubmitAnswer>): Promise<number> {
  const root = await localRoot(bench);
  const { first } = await start(root, 0);
  await stopLocal(root);
  return first;
}

/** The Python that has boto3. */
async function systemPython(): Promise<string> {
  for (const python of ['python3', '/usr/bin/python3']) {
    if ((await run(python, ['-c', 'import boto3'])).code === 0) return python;
  }
  throw new Error('the yardstick needs boto3: apt install python3-boto3');
}

async function succeed(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output}`);
}
