import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createTableCopies } from '../../src/adapters/tables/tableCopy.ts';
import { JobId } from '../../src/core/jobs/jobRef.ts';
import type { Services } from '../../src/ui/kit/services.ts';
import { Runs } from '../../src/ui/kit/state/runs.ts';
import { RunStore } from '../../src/ui/kit/state/runStore.ts';
import { LogTerminals } from '../../src/ui/jobs/log/logTerminals.ts';
import { RunKeeper } from '../../src/ui/jobs/log/runKeeper.ts';
import { renderNode } from '../../src/ui/jobs/tree/renderNode.ts';
import { extensionId } from '../../src/ui/kit/ids.ts';
import { PanelRegistry } from '../../src/ui/outputs/panelRegistry.ts';
import { aJob, secondKind } from '../support/job.ts';
import { jobsBackend } from '../support/jobsBackend.ts';
import { memento } from '../support/memento.ts';
import { found } from './workspace.ts';

const name = 'twins-2026-01-31-09-05-00-007';
const twins = [aJob(name), aJob(name, {}, secondKind)] as const;
const [first, second] = [twins[0].ref, twins[1].ref];
const connection = { kind: 'local' } as const;
const quiet = (): void => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const backends = { get: () => Promise.resolve(jobsBackend(twins)) };

describe('two jobs of one name and different kinds', () => {
  const runs = new Runs(new RunStore(memento()));
  const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
  // The members that these parts use.
  const services = { runs, backends, logger, clock } as unknown as Services;
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension);
  const panels = new PanelRegistry({
    extensionUri: extension.extensionUri,
    backends,
    state: memento(),
    copies: createTableCopies({
      folder: path.join(os.tmpdir(), 'sagemaker-runner-tables'),
      program: path.join(extension.extensionPath, 'dist/tableWorker.js'),
    }),
    logger,
  });
  after(() => {
    panels.dispose();
  });

  it('have a terminal each', () => {
    const keeper = new RunKeeper(services);
    const terminals = new LogTerminals(services, keeper);
    const shown = [first, second, first].map((job) => terminals.show(connection, job, true));
    assert.notEqual(shown[0], shown[1]);
    assert.equal(shown[0], shown[2]);
    for (const terminal of shown.slice(0, 2)) terminal.dispose();
    terminals.dispose();
    keeper.dispose();
  });

  const tabs = (): number =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview).length;

  it('have a panel of outputs each, and one beside the other when they are compared', async function () {
    this.timeout(120_000);
    const before = tabs();
    for (const jobs of [[first], [second], [first], [second], [first, second]]) panels.show({ connection, jobs });
    await found('the tabs', () => (tabs() < before + 3 ? undefined : true));
    assert.equal(tabs() - before, 3);
  });

  it('make do with one panel a script where runs open them by themselves, and scripts of one name are two', async function () {
    this.timeout(120_000);
    const before = tabs();
    const runOf = (script: string, time: string): void => {
      const job = new JobId('processing', `study-2026-01-31-09-05-${time}-007`);
      panels.show({ connection, jobs: [job] }, script);
    };
    runOf('/study/study.py', '01');
    runOf('/study/study.R', '02');
    runOf('/study/old/study.R', '03');
    await found('the tabs', () => (tabs() < before + 3 ? undefined : true));
    for (const time of ['04', '05']) runOf('/study/study.py', time);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(tabs() - before, 3);
  });

  it('have rows of their own in the tree, and so has what stands below them', () => {
    const items = twins.map((summary) => {
      const job = { kind: 'job', job: summary.ref, connection, summary, isWaiting: false } as const;
      const row = { kind: 'detail', id: 'log', label: '', description: '', icon: '', parent: job } as const;
      return [renderNode(job, new Date()).id, renderNode(row, new Date()).id];
    });
    assert.equal(new Set(items.flat()).size, 4);
    assert.ok(!items.flat().includes(undefined));
  });

  it('are runs of their own: the end of one is not that of the other', async () => {
    const script = '/study/twins.py';
    await runs.started({ job: first, connection, script }, {});
    await runs.started({ job: second, connection, script }, {});
    const ended: string[] = [];
    const listener = runs.onDidEnd(({ job }) => ended.push(job.key()));
    await runs.ended(twins[1]);
    listener.dispose();
    assert.deepEqual(ended, [second.key()]);
    assert.deepEqual(
      runs.active.map(({ job }) => job.key()),
      [new JobId('processing', name).key()],
    );
    runs.dispose();
  });
});
