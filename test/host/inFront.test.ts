import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { commandIds, taskType } from '../../src/ui/kit/ids.ts';
import { found, workspaceFile, write } from './workspace.ts';

const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: 'print(0)' };
const notebook = { cells: [cell], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 };
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const first = vscode.ViewColumn.One;
const second = vscode.ViewColumn.Two;
const { commands, tasks, window, workspace } = vscode;

async function show(uri: vscode.Uri, column = first): Promise<void> {
  // As the explorer does: by the editor that the file has.
  await commands.executeCommand('vscode.open', uri, { viewColumn: column, preview: false });
}

/** What a command started: the script or the Dockerfile of its task; it is stopped at once. */
class Started {
  readonly files: string[] = [];
  readonly #listener = tasks.onDidStartTask(({ execution }) => {
    const { definition } = execution.task;
    if (definition.type !== taskType) return;
    const file: unknown = definition['script'] ?? definition['dockerfile'];
    this.files.push(String(file));
    execution.terminate();
  });

  async next(): Promise<string | undefined> {
    return found('a task', () => this.files.shift(), 60_000);
  }

  /** Leaves every question that the command asks unanswered, until it is over: it has started nothing. */
  async none(command: Thenable<unknown>): Promise<void> {
    const over = Promise.resolve(command).then(
      () => true,
      () => true,
    );
    const turn = () => new Promise<false>((resolve) => setTimeout(resolve, 500, false));
    while (!(await Promise.race([over, turn()]))) {
      await commands.executeCommand('notifications.clearAll');
      await commands.executeCommand('workbench.action.closeQuickOpen');
    }
    // The event of a start comes later than the start.
    const running = tasks.taskExecutions.filter(({ task }) => task.definition.type === taskType);
    assert.deepEqual([...this.files, ...running.map(({ task }) => task.name)], []);
  }

  /** Answers the command's question by `answer`, as soon as it is asked. */
  async after(answer: () => Thenable<unknown>): Promise<string | undefined> {
    return found(
      'a task',
      async () => {
        await answer();
        return this.files.shift();
      },
      60_000,
    );
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

describe('a command about the open file', function () {
  this.timeout(120_000);
  let started: Started;
  let script: vscode.Uri;
  let other: vscode.Uri;

  before(async () => {
    script = await write('beside.py', 'print(1)\n');
    other = await write('other.R', 'cat(1)\n');
  });

  beforeEach(() => {
    started = new Started();
  });

  afterEach(async () => {
    started.dispose();
    await commands.executeCommand('notifications.clearAll');
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await commands.executeCommand('workbench.action.closeAllEditors');
    await found('the end of every task', () => (tasks.taskExecutions.length === 0 ? true : undefined), 60_000);
  });

  /** Presses the first button of the message that is there. */
  const press = () => commands.executeCommand('notification.acceptPrimaryAction');
  /** Takes the first entry of the list that is there. */
  const accept = () => commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  const run = () => commands.executeCommand(commandIds.run);

  const noScripts: Record<string, () => Promise<vscode.Uri>> = {
    'a text': () => write('report.md', '# Report\n'),
    'a picture': async () => {
      await workspace.fs.writeFile(workspaceFile('plot.png'), Buffer.from(pixel, 'base64'));
      return workspaceFile('plot.png');
    },
    'a table': () => write('data.csv', 'a,b\n1,2\n'),
  };
  for (const [what, file] of Object.entries(noScripts)) {
    it(`runs no script beside ${what} in front, but offers it`, async () => {
      await show(script, second);
      await show(await file(), first);
      await started.none(run());
      void run();
      assert.equal(await started.after(press), 'beside.py');
    });
  }

  for (const [what, name, text] of [
    ['an R Markdown document', 'report.Rmd', '# Report\n'],
    ['a notebook', 'study.ipynb', JSON.stringify(notebook)],
  ] as const) {
    it(`runs ${what} in front, and no script beside it`, async () => {
      await show(script, second);
      await show(await write(name, text), first);
      void run();
      assert.equal(await started.next(), name);
    });
  }

  it('writes no Dockerfile for a script beside the text in front, but offers it', async () => {
    await show(script, second);
    await show(await write('report.md', '# Report\n'), first);
    const dockerfile = async () =>
      workspace.fs.stat(workspaceFile('Dockerfile')).then(
        () => true,
        () => undefined,
      );
    await started.none(commands.executeCommand(commandIds.createDockerfile));
    assert.equal(await dockerfile(), undefined);
    // The first button of what shows next is the one that cancels the work: the longer it takes, the more seldom is pressed.
    for (let gap = 1000; (await dockerfile()) === undefined; gap *= 2) {
      assert.ok(gap < 60_000, 'the Dockerfile did not come');
      const over = Promise.resolve(commands.executeCommand(commandIds.createDockerfile)).then(() => true);
      const isOver = () => Promise.race([over, new Promise<false>((resolve) => setTimeout(resolve, gap, false))]);
      while (!(await isOver())) await press();
    }
    await workspace.fs.delete(workspaceFile('Dockerfile'));
  });

  it('runs the script of the group in front, whichever panel has the focus', async () => {
    await show(other, second);
    await show(script, first);
    void run();
    assert.equal(await started.next(), 'beside.py');
    await show(other, second);
    await commands.executeCommand('workbench.panel.output.focus');
    void run();
    assert.equal(await started.next(), 'other.R');
    await show(script, first);
    await commands.executeCommand('workbench.action.terminal.focus');
    void run();
    assert.equal(await started.next(), 'beside.py');
  });

  it('runs the side of a comparison with the cursor, and the file rather than what it was', async () => {
    await commands.executeCommand('vscode.diff', other, script);
    void run();
    assert.equal(await started.next(), 'beside.py');
    await commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');
    void run();
    assert.equal(await started.next(), 'other.R');
    await commands.executeCommand('workbench.action.closeAllEditors');
    const earlier = workspace.registerTextDocumentContentProvider('earlier', {
      provideTextDocumentContent: () => 'print(0)\n',
    });
    await commands.executeCommand('vscode.diff', script.with({ scheme: 'earlier' }), script);
    await commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');
    void run();
    assert.equal(await started.next(), 'beside.py');
    earlier.dispose();
  });

  it('runs no file beside a script that is on no disk', async () => {
    await show(other, second);
    await window.showTextDocument(
      await workspace.openTextDocument({ language: 'python', content: 'print(2)\n' }),
      first,
    );
    await started.none(run());
  });

  it('with nothing in front runs the only script in sight, and asks where there are several', async () => {
    await show(script, first);
    await commands.executeCommand('workbench.action.newGroupRight');
    assert.equal(window.tabGroups.activeTabGroup.activeTab, undefined);
    void run();
    assert.equal(await started.next(), 'beside.py');
    await show(other, second);
    await commands.executeCommand('workbench.action.newGroupRight');
    await started.none(run());
    void run();
    assert.match((await started.after(accept)) ?? '', /^(beside\.py|other\.R)$/);
  });

  it('runs the only script in sight beside the outputs of a job', async () => {
    await show(script, second);
    await commands.executeCommand(commandIds.openOutputs, 'a-job-of-before');
    await found('the outputs', () =>
      window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview ? true : undefined,
    );
    void run();
    assert.equal(await started.next(), 'beside.py');
  });

  it('beside a view that may be about anything asks, be there one script in sight', async () => {
    await show(script, second);
    await commands.executeCommand('workbench.action.openGlobalKeybindings');
    await started.none(run());
    void run();
    assert.equal(await started.after(accept), 'beside.py');
  });

  it('builds the Dockerfile in front, whatever its name and whichever panel has the focus', async () => {
    const folders = ['one', 'two'];
    for (const folder of folders) await write(`${folder}/Dockerfile`, 'FROM scratch\n');
    await show(workspaceFile('two/Dockerfile'), first);
    await commands.executeCommand('workbench.panel.output.focus');
    void commands.executeCommand(commandIds.buildImage);
    assert.equal(await started.next(), 'two/Dockerfile');
    const named = await write('image.txt', 'FROM scratch\n');
    await vscode.languages.setTextDocumentLanguage(await workspace.openTextDocument(named), 'dockerfile');
    await show(named, first);
    void commands.executeCommand(commandIds.buildImage);
    assert.equal(await started.next(), 'image.txt');
    for (const folder of folders) await workspace.fs.delete(workspaceFile(folder), { recursive: true });
  });
});
