import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { expect, screen, test } from '../fixtures.ts';

test('a script in a subfolder has what it reads: asked once, or offered when it failed', async ({
  openWindow,
  workspace,
}) => {
  const write = async (file: string, text: string): Promise<void> => {
    await fs.mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
    await fs.writeFile(path.join(workspace, file), text);
  };
  await write('study/data/people.csv', 'age\n1\n2\n');
  await write(
    'study/scripts/count.py',
    'import os\nprint("works in", os.path.basename(os.getcwd()))\nrows = open("../data/people.csv").readlines()\nprint(len(rows), "lines")\nopen("../data/count.txt", "w").write("3")\n',
  );
  await write('study/scripts/later.py', 'print(open("../data/people.csv").read().split())\n');
  // Which file is read is known only as it runs.
  await write(
    'study/steps/hidden.py',
    'name = "/".join(["data", "people" + ".csv"])\nprint(open(name).read().split())\n',
  );
  const driver = await openWindow();
  for (const folder of ['study', 'scripts', 'steps']) await driver.explorerItem(folder).click();

  await driver.openFile('count.py');
  await driver.runCommand('SageMaker: Run on SageMaker');
  await driver.page.locator('.monaco-dialog-box').waitFor();
  await driver.screenshot(screen('send-folder'));
  expect(await driver.answer(/Send the folder .*study to the job\?/, 'Send study')).toContain(
    'count.py names ../data/people.csv in line 3',
  );
  const first = await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  const log = await driver.terminalText();
  expect(log).toMatch(/^works in scripts$/m);
  expect(log).toMatch(/^3 lines$/m);
  expect(log).toMatch(/Sends the folder .*study; works in .*study\/scripts/);
  expect(await (await runner.outputs(driver)).files()).toEqual(['data/count.txt']);

  // The answer holds for the folder.
  await driver.openFile('later.py');
  await driver.runCommand('SageMaker: Run on SageMaker');
  const second = await runner.job(driver, first);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toContain("['age', '1', '2']");

  await driver.openFile('hidden.py');
  await driver.runCommand('SageMaker: Run on SageMaker');
  const third = await runner.job(driver, second);
  expect(await runner.ended(driver)).toBe('Failed');
  const again = 'Send the Folder study and Run Again';
  expect(await driver.notified(third, again)).toContain('study/data/people.csv, but it was not sent to the job');
  await runner.job(driver, third);
  expect(await runner.ended(driver)).toBe('Completed');
  expect(await driver.terminalText()).toContain("['age', '1', '2']");
});
