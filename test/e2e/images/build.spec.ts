import fs from 'node:fs/promises';
import path from 'node:path';
import { runner } from '../../support/workbench/runner.ts';
import { baseImage, jobsImage } from '../../support/docker/baseImage.ts';
import { docker, tryDocker } from '../../support/docker/docker.ts';
import { dockerNeeds } from '../../support/docker/needs.ts';
import { expect, screen, test } from '../fixtures.ts';
import { processesWith } from '../local.ts';

const registry = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

test.beforeAll(async () => {
  const missing = await dockerNeeds(console.log);
  test.skip(missing !== undefined, `needs ${missing ?? ''}`);
});

test.beforeEach(async ({ workspace }) => {
  const settings = { 'sagemakerRunner.image.buildOptions': ['--network=none'] };
  await fs.writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
});

test.afterEach(async ({ workspace }) => {
  const repository = `${registry}/${path.basename(workspace).toLowerCase()}`;
  const names = await docker([
    'image',
    'ls',
    '--format',
    '{{.Repository}}:{{.Tag}}',
    '--filter',
    `reference=${repository}`,
  ]);
  for (const name of names.split('\n')) if (name !== '') await tryDocker(['image', 'rm', '--force', name]);
});

test('an image is built from the explorer, a script runs in it, and it is built again once what it copies changed', async ({
  openWindow,
  workspace,
}) => {
  await fs.writeFile(path.join(workspace, 'Dockerfile'), dockerfile('echo made-here > /made'));
  await fs.writeFile(path.join(workspace, 'package.list'), 'one\n');
  await fs.writeFile(
    path.join(workspace, 'where.R'),
    'cat("made:", readLines("/made"), readLines("/package.list"), "\\n")\n',
  );
  const driver = await openWindow();
  await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build and Push Image');
  const text = await driver.terminalShows('scripts of this workspace run in it from now on');
  const [, uri = ''] = /Image: (\S+)/u.exec(text) ?? [];
  expect(uri).toMatch(new RegExp(`^${registry}/sagemaker-runner-workspace-[a-z0-9.-]+:\\d{8}-\\d{6}$`, 'u'));
  expect(text).toContain('Created the repository');
  expect(text).toContain('made-here');
  await driver.screenshot(screen('build-image'));
  expect(await fs.readFile(path.join(workspace, '.vscode/settings.json'), 'utf8')).toContain(uri);

  await runner.run(driver, 'where.R');
  await driver.terminalShows('made: made-here one');
  expect(await runner.ended(driver)).toBe('Completed');

  await fs.writeFile(path.join(workspace, 'package.list'), 'two\n');
  await driver.contextMenu(driver.explorerItem('where.R'), 'Run on SageMaker');
  const asked = await driver.answer('changed since the image was built', 'Rebuild and Run');
  expect(asked).toContain('the script runs right after');
  expect(asked).not.toContain(registry);
  await driver.terminalShows('made: made-here two');
  expect(await runner.ended(driver)).toBe('Completed');
  // The first build's message; of the second, whose run went on by itself, there is none.
  const ready = (text: string): boolean => text.includes('is ready. R scripts');
  expect((await driver.notifications()).filter(ready)).toHaveLength(1);

  // A build that fails stays in sight, is told of once, and the run that waited for it ends with its reason.
  await fs.writeFile(path.join(workspace, 'package.list'), '');
  await fs.writeFile(path.join(workspace, 'Dockerfile'), dockerfile('echo broken && nosuch'));
  await driver.contextMenu(driver.explorerItem('where.R'), 'Run on SageMaker');
  await driver.answer('changed since the image was built', 'Rebuild and Run');
  await driver.terminalShows(/Dockerfile:3: .*nosuch: not found \(exit code 127\)/u);
  const told = await driver.notified('nosuch: not found (exit code 127)', 'Show Log');
  expect(told).toMatch(/^The build stopped at "RUN echo broken/u);
  expect(await driver.terminalText()).toMatch(/^(?:#\d+ [\d.]+ )?broken/m);
  expect((await driver.notifications()).filter((text) => text.includes('nosuch'))).toEqual([]);
  await driver.screenshot(screen('build-failed-run'));
  await fs.writeFile(path.join(workspace, 'Dockerfile'), dockerfile('echo made-here > /made'));

  // A run that uses no image asks nothing about it.
  await fs.writeFile(path.join(workspace, 'package.list'), 'three\n');
  const settings = path.join(workspace, '.vscode/settings.json');
  const saved = JSON.parse(await fs.readFile(settings, 'utf8')) as Record<string, unknown>;
  await fs.writeFile(settings, JSON.stringify({ ...saved, 'sagemakerRunner.local.engine': 'process' }));
  await fs.writeFile(path.join(workspace, 'here.R'), 'cat("without an image:", file.exists("/made"), "\\n")\n');
  await runner.run(driver, 'here.R');
  await driver.terminalShows('without an image: FALSE');
});

test('a Dockerfile that fails has a problem at its line, until it builds', async ({ openWindow, workspace }) => {
  await fs.writeFile(path.join(workspace, 'Dockerfile'), `FROM ${baseImage}\nRUN echo working \\\n  && exit 3\n`);
  const driver = await openWindow();
  await driver.runCommand('SageMaker: Build and Push Image');
  await driver.terminalShows(/Dockerfile:2: exit code 3/u);
  await driver.runCommand('Problems: Focus on Problems View');
  const problem = driver.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'exit code 3' });
  await expect(problem).toContainText('Ln 2');
  await driver.screenshot(screen('build-problem'));
  await driver.notified('The build stopped at "RUN echo working', 'Open Dockerfile');
  await expect(driver.page.locator('#workbench\\.parts\\.statusbar')).toContainText('Ln 2, Col 1');
  await fs.writeFile(path.join(workspace, 'Dockerfile'), `FROM ${baseImage}\nRUN echo working\n`);
  await driver.runTask('sagemaker: Dockerfile');
  // The task is over when the question comes: whatever depends on it does not wait for the answer.
  await driver.terminalShows('Which scripts run in it is asked above');
  await driver.pick('R');
  const settings = path.join(workspace, '.vscode/settings.json');
  await expect.poll(() => fs.readFile(settings, 'utf8')).toMatch(/"r": ".*:\d{8}-\d{6}"/u);
  await driver.runCommand('Problems: Focus on Problems View');
  await expect(problem).toHaveCount(0);
});

test('options of a build become a task that a run depends on', async ({ openWindow, workspace }) => {
  await fs.writeFile(
    path.join(workspace, 'Dockerfile'),
    `ARG WORD\n${dockerfile('true').replace('RUN', 'ARG WORD\nRUN echo $WORD > /word &&')}`,
  );
  await fs.writeFile(path.join(workspace, 'package.list'), 'one\n');
  await fs.writeFile(path.join(workspace, 'word.R'), 'cat("word:", readLines("/word"), "\\n")\n');
  const settings = path.join(workspace, '.vscode/settings.json');
  const theirs = JSON.parse(await fs.readFile(settings, 'utf8')) as Record<string, unknown>;
  const buildArguments = { PLACE: 'here, there', WORD: 'theirs' };
  await fs.writeFile(settings, JSON.stringify({ ...theirs, 'sagemakerRunner.image.buildArguments': buildArguments }));
  const driver = await openWindow();
  await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build Image with Options…');
  const row = (text: string) => expect.stringMatching(new RegExp(`Build arguments\\s*${text}$`, 'u'));
  await expect.poll(() => driver.pickRows()).toContainEqual(row('from the settings: PLACE="here, there", WORD=theirs'));
  await driver.pick('Build arguments');
  await driver.page.locator('.quick-input-title').filter({ hasText: 'Build arguments' }).waitFor();
  await driver.type('WORD=given');
  await expect.poll(() => driver.pickRows()).toContainEqual(row('WORD=given · from the settings: PLACE="here, there"'));
  await driver.screenshot(screen('build-options'));
  await driver.pick('Save as task');
  const file = path.join(workspace, '.vscode/tasks.json');
  await expect.poll(() => fs.readFile(file, 'utf8')).toContain('"kind": "image"');
  const [, label = ''] = /"label": "(Build the image of [^"]+)"/u.exec(await fs.readFile(file, 'utf8')) ?? [];
  const saved = await fs.readFile(file, 'utf8');
  const run = { label: 'Run in it', type: 'sagemaker', script: 'word.R', dependsOn: label, problemMatcher: [] };
  await fs.writeFile(file, saved.replace('"tasks": [', `"tasks": [${JSON.stringify(run)},`));
  await driver.runTask('Run in it');
  await driver.terminalShows('word: given');
  const first = await runner.job(driver);
  expect(await runner.ended(driver)).toBe('Completed');
  await driver.notified('is ready. R scripts of this workspace run in it from now on.');
  await driver.runCommand('Notifications: Clear All Notifications');
  // Built once more, it is the same image: there is nothing to tell.
  await driver.runTask('Run in it');
  await runner.job(driver, first);
  expect(await runner.ended(driver)).toBe('Completed');
  expect((await driver.notifications()).filter((text) => text.includes('is ready'))).toEqual([]);
});

const dockerfile = (command: string): string =>
  [`FROM ${jobsImage}`, 'COPY package.list /', `RUN ${command} && Rscript --version`, ''].join('\n');

test('a build ends with its window, and leaves nothing behind', async ({ openWindow, workspace }) => {
  const mark = `left-${path.basename(workspace).slice(-6)}`;
  await fs.writeFile(
    path.join(workspace, 'Dockerfile'),
    `FROM ${jobsImage}\nRUN echo begun && sleep 300 && echo ${mark}\n`,
  );
  const driver = await openWindow();
  await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build and Push Image');
  const builds = async (): Promise<boolean> =>
    (await docker(['ps', '--no-trunc', '--format', '{{.Command}}'])).includes(mark) ||
    processesWith('build', workspace).length > 0;
  await driver.terminalShows(/^(?:#\d+ [\d.]+ )?begun/m);
  expect(await builds()).toBe(true);
  await driver.reload();
  await expect.poll(builds).toBe(false);
  expect(await fs.readFile(path.join(workspace, '.vscode/settings.json'), 'utf8')).not.toContain('images');
});
