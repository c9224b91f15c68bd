import { work } from '../context.ts';
import { alternately, figure, timed, type Figure, type Row } from '../figure.ts';
import { lineAt, lines, writeLines, writePrinter } from '../longLog.ts';
import { localPeakMemory, localRoot } from '../local.ts';
import { find } from '../programs.ts';
import { run } from '../../support/processes.ts';
import type { FollowAnswer, FollowArgument } from '../workers/follow.ts';

const minimum = 100_000;
const memoryLimit = 300;
const blockLimit = 100;

/** A long log, from the script's print to text for the terminal: while the job runs, and read again when it is over. */
export const follow: Row = {
  name: 'follow',
  async measure(bench) {
    await bench.build();
    const text = await writeLines(bench);
    const argument: FollowArgument = {
      stateFolder: await localRoot(bench),
      script: await writePrinter(bench),
      interpreter: await find('python3'),
    };
    const runs = Math.min(bench.runs, 3);
    const followed = async (job?: string): Promise<FollowAnswer> => {
      const answer = (await work(bench, 'follow', { ...argument, ...(job !== undefined && { job }) })) as FollowAnswer;
      if (answer.status === 'Completed' && answer.lines === lines && answer.lastLine === lineAt(lines - 1))
        return answer;
      throw new Error(`the log is not whole: ${JSON.stringify(answer)}`);
    };
    const cat = (): Promise<number> => timed(() => run('sh', ['-c', 'cat "$0" >/dev/null', text]));
    const live = await alternately(runs, () => followed(), cat);
    const over = await alternately(runs, () => followed(live.first[0]?.job), cat);
    const server = await localPeakMemory(argument.stateFolder);
    return [
      ...figures('following 1,000,000 lines of a running job', live),
      ...figures('the same of a job that is over', over),
      ...(server === undefined ? [] : [memory('the same, peak memory of Local', [server])]),
    ];
  },
};

function figures(
  what: string,
  { first, second }: { readonly first: readonly FollowAnswer[]; readonly second: readonly number[] },
): Figure[] {
  const speed = (milliseconds: number): number => lines / (milliseconds / 1000);
  return [
    figure({
      what,
      unit: 'lines/s',
      runs: first.map(({ milliseconds }) => speed(milliseconds)),
      yardstick: { what: 'cat', runs: second.map(speed) },
      target: `${minimum.toLocaleString('en-US')} lines/s`,
      reached: (own) => own >= minimum,
    }),
    memory(
      '    its peak memory',
      first.map(({ peakMemory }) => peakMemory),
    ),
    figure({
      what: '    its longest event loop block',
      unit: 'ms',
      runs: first.map(({ longestBlock }) => longestBlock),
      target: `${blockLimit} ms, worst run`,
      reached: () => first.every(({ longestBlock }) => longestBlock <= blockLimit),
    }),
  ];
}

const memory = (what: string, runs: readonly number[]): Figure =>
  figure({ what, unit: 'MB', runs, target: `${memoryLimit} MB`, reached: (own) => own < memoryLimit });
