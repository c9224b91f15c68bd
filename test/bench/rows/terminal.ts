import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { startHost } from '../host.ts';
import { lineAt, lines, writeLines, writePrinter } from '../longLog.ts';
import type { TerminalAnswer, TerminalArgument } from '../suites/terminal.ts';
import type { Driver } from '../../support/workbench/driver.ts';

const share = 0.5;
const memoryLimit = 300;
const blockLimit = 100;
const patience = 120_000;

/**
 * A long log in the workbench itself: the run's terminal beside an ordinary one in which cat prints the same. How fast a terminal
 * draws is VS Code's affair, so cat's speed there is the measure, and not the target of following.
 */
export const terminal: Row = {
  name: 'terminal',
  async measure(bench) {
    await bench.build();
    const file = await writeLines(bench);
    const script = await writePrinter(bench);
    const { run } = await startHost(bench);
    const answers: (TerminalAnswer & { readonly job: number; readonly cat: number })[] = [];
    for (let turn = 0; turn < Math.min(bench.runs, 2); turn++) {
      const argument: TerminalArgument = { script, shown: path.join(bench.folder, 'shown') };
      await rm(argument.shown, { force: true });
      let end = 0;
      let cat = 0;
      const window = { workspace: path.dirname(script), extension: root };
      const answer = (await run('terminal', window, argument, async (driver) => {
        const text = await driver.terminalShows('Completed', patience);
        end = Date.now();
        if (!text.includes(lineAt(lines - 1))) throw new Error(`the last line is not shown:\n${text.slice(-500)}`);
        cat = await catInTerminal(driver, file);
        await writeFile(argument.shown, '');
      })) as TerminalAnswer;
      answers.push({ ...answer, job: end - answer.started, cat });
    }
    bench.log(
      `the extension host had ${answers.map(({ memoryBefore }) => memoryBefore.toFixed()).join(', ')} MB before`,
    );
    const speed = (milliseconds: number): number => lines / (milliseconds / 1000);
    return [
      figure({
        what: 'the same from the click to the last line shown',
        unit: 'lines/s',
        runs: answers.map(({ job }) => speed(job)),
        yardstick: { what: 'cat in a terminal', runs: answers.map(({ cat }) => speed(cat)) },
        target: `${share} x`,
        reached: (own, other) => own >= share * other,
      }),
      figure({
        what: '    peak memory of the extension host',
        unit: 'MB',
        runs: answers.map(({ peakMemory }) => peakMemory),
        target: `${memoryLimit} MB`,
        reached: (own) => own < memoryLimit,
      }),
      figure({
        what: '    longest event loop block in it',
        unit: 'ms',
        runs: answers.map(({ longestBlock }) => longestBlock),
        target: `${blockLimit} ms, worst run`,
        reached: () => answers.every(({ longestBlock }) => longestBlock <= blockLimit),
      }),
    ];
  },
};

/** Milliseconds from Enter to the end of what cat prints, seen by the same means as the run's. */
async function catInTerminal(driver: Driver, file: string): Promise<number> {
  await driver.runCommand('Terminal: Create New Terminal');
  await driver.terminalShows(/[$#] *$/);
  await driver.page.keyboard.type(`cat ${file}; echo over $((6 * 7))`);
  await driver.page.keyboard.press('Enter');
  const start = Date.now();
  await driver.terminalShows('over 42', patience);
  const taken = Date.now() - start;
  // A terminal that is left open would be there again in the next window, in front of the run's.
  await driver.page.keyboard.type('exit');
  await driver.page.keyboard.press('Enter');
  return taken;
}
