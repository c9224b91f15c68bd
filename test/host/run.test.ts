import {
  ListProcessingJobsCommand,
  SageMakerClient,
  StopProcessingJobCommand,
  type ProcessingJobStatus,
} from '@aws-sdk/client-sagemaker';
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds, settingIds, taskType } from '../../src/ui/kit/ids.ts';
import { defaultLocalRoot } from '../../src/ui/kit/localRoot.ts';
import { found, workspaceFile, write } from './workspace.ts';

const minute = 60_000;

/** The exit code of the next task that ends. */
function taskEnd(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
      listener.dispose();
      resolve(exitCode);
    });
  });
}

/** Runs a task of tasks.json's shape as VS Code would, its variables replaced. */
async function runTask(definition: Record<string, unknown>): Promise<number | undefined> {
  const tasks = vscode.workspace.getConfiguration('tasks');
  await tasks.update('version', '2.0.0', vscode.ConfigurationTarget.Workspace);
  await tasks.update(
    'tasks',
    [{ label: 'a run', ...definition, type: taskType }],
    vscode.ConfigurationTarget.Workspace,
  );
  const task = await found('the task', async () => {
    const all = await vscode.tasks.fetchTasks({ type: taskType });
    return all.find(({ name }) => name === 'a run');
  });
  const ended = taskEnd();
  await vscode.tasks.executeTask(task);
  return ended;
}

describe('Run on SageMaker', function () {
  this.timeout(2 * minute);

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  after(async () => {
    await vscode.workspace.getConfiguration('tasks').update('tasks', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('runs a script to its end; the exit code of the task is the job’s', async () => {
    const script = await write('three.R', 'cat("a line\\n")\nquit(status = 3)\n');
    const ended = taskEnd();
    await vscode.commands.executeCommand(commandIds.run, script);
    assert.equal(await ended, 3);
  });

  it('saves what is unsaved first', async () => {
    const script = await write('unsaved.py', 'import sys\nsys.exit(5)\n');
    const editor = await vscode.window.showTextDocument(script);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(1, 0, 1, 11), 'sys.exit(0)');
    });
    assert.equal(editor.document.isDirty, true);
    const ended = taskEnd();
    await vscode.commands.executeCommand(commandIds.run);
    assert.equal(await ended, 0);
    assert.equal(editor.document.isDirty, false);
  });

  it('opens the outputs beside the script when the run completes, unless told not to', async () => {
    const script = await write('writes.py', 'open("result.csv", "w").write("x,y\\n1,2\\n")\n');
    const isOutputs = (tab: vscode.Tab): boolean =>
      tab.input instanceof vscode.TabInputWebview && tab.label.startsWith('writes');
    const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isOutputs);
    const first = taskEnd();
    await vscode.commands.executeCommand(commandIds.run, script);
    assert.equal(await first, 0);
    await found('the outputs panel', () => (tabs().length > 0 ? true : undefined));

    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const settings = vscode.workspace.getConfiguration();
    await settings.update(settingIds.openOutputs, false, vscode.ConfigurationTarget.Global);
    const second = taskEnd();
    await vscode.commands.executeCommand(commandIds.run, script);
    assert.equal(await second, 0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(tabs(), []);
    await settings.update(settingIds.openOutputs, undefined, vscode.ConfigurationTarget.Global);
  });

  it('runs two jobs of one script at the same time', async () => {
    const script = await write('twice.py', 'import time\ntime.sleep(3)\n');
    await vscode.commands.executeCommand(commandIds.run, script);
    await vscode.commands.executeCommand(commandIds.run, script);
    const running = vscode.tasks.taskExecutions.filter(({ task }) => task.definition.type === taskType);
    assert.equal(running.length, 2);
    await found('the end of both', () => (vscode.tasks.taskExecutions.length === 0 ? true : undefined), minute);
  });
});

describe('a task of type sagemaker', function () {
  this.timeout(2 * minute);

  it('has its variables replaced, its arguments, environment and inputs passed on', async () => {
    await vscode.workspace.fs.createDirectory(workspaceFile('some data'));
    await write('some data/in.txt', 'seven');
    const script = await write(
      'check.py',
      [
        'import os, sys',
        'text = open("/opt/ml/processing/input/extra/in.txt").read()',
        'sys.exit(0 if (sys.argv[1:], os.environ["KIND"], text) == (["a b", "check.py"], "test", "seven") else 9)',
      ].join('\n'),
    );
    await vscode.window.showTextDocument(script);
    const exitCode = await runTask({
      script: '${file}',
      arguments: ['a b', '${fileBasename}'],
      environment: { KIND: 'test' },
      inputs: [{ name: 'extra', source: '${workspaceFolder}/some data' }],
    });
    assert.equal(exitCode, 0);
  });

  it('fails when its definition is wrong, and runs nothing', async () => {
    await write('ok.py', 'print(1)\n');
    assert.equal(await runTask({ script: 'ok.py', instanceCount: 0 }), 1);
  });

  it('fails when the script is not there', async () => {
    assert.equal(await runTask({ script: 'nowhere.R' }), 1);
  });
});

describe('closing the terminal', function () {
  this.timeout(2 * minute);

  it('leaves the job running', async () => {
    const script = await write('long.py', 'import time\nfor i in range(100): time.sleep(0.2)\n');
    const ended = taskEnd();
    await vscode.commands.executeCommand(commandIds.run, script);
    const job = await found('the job', async () => (await jobs('long', 'InProgress'))[0]);
    const terminal = vscode.window.terminals.find(({ name }) => name.includes('long.py'));
    assert.ok(terminal);
    terminal.dispose();
    await ended;
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.deepEqual(await jobs('long', 'InProgress'), [job]);
    await (await local()).send(new StopProcessingJobCommand({ ProcessingJobName: job }));
    await found('the end of the job', async () => (await jobs('long', 'Stopped'))[0]);
  });
});

/** Local SageMaker as any other client of AWS reaches it. */
async function local(): Promise<SageMakerClient> {
  const named = vscode.workspace.getConfiguration().get<string>(settingIds.localRoot) ?? '';
  const places = { platform: process.platform, environment: process.env, home: os.homedir() };
  const file = path.join(named || defaultLocalRoot(places), 'server.json');
  const announced = announcement.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  return new SageMakerClient({ endpoint: announced.endpoint, region: announced.region, credentials: announced });
}

const announcement = z.object({
  endpoint: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});

async function jobs(name: string, status: ProcessingJobStatus): Promise<string[]> {
  const answer = await (
    await local()
  ).send(new ListProcessingJobsCommand({ NameContains: name, StatusEquals: status }));
  return (answer.ProcessingJobSummaries ?? []).map((summary) => summary.ProcessingJobName ?? '');
}
