import path from 'node:path';
import { root } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { startHost } from '../host.ts';
import { printedLineDelays, watchPrintedLines } from '../page.ts';
import { writeScript } from '../programs.ts';

const lines = 40;
const limit = 200;
const script = `
for (line in 1:${lines}) {
  cat(sprintf("printed %.0f\\n", as.numeric(Sys.time()) * 1000))
  Sys.sleep(runif(1, 0.1, 0.3))
}
`;

/** From R's print to the frame of the page that shows the line: run by its context menu in the workbench, one clock for both. */
export const line: Row = {
  name: 'line',
  async measure(bench) {
    await bench.build();
    const workspace = path.dirname(await writeScript(bench, 'lines.R', script));
    const { open } = await startHost(bench);
    const driver = await open({ workspace, extension: root });
    const { page } = driver;
    await page.evaluate(watchPrintedLines);
    await driver.contextMenu(driver.explorerItem('lines.R'), 'Run on SageMaker');
    await driver.terminalShows('Completed', 120_000);
    const delays = await page.evaluate(printedLineDelays);
    if (delays.length < lines) throw new Error(`the terminal showed ${delays.length} of ${lines} lines`);
    await page.close();
    return [
      figure({
        what: 'line printed to line shown in the terminal',
        unit: 'ms',
        runs: delays,
        target: `${limit} ms`,
        reached: (own) => own <= limit,
      }),
    ];
  },
};
