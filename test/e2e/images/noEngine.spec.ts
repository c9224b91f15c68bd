import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../fixtures.ts';

// By name: else another engine of this machine would answer.
const settings = { 'sagemakerRunner.containerEngine': 'docker' };
test.use({ workbenchOptions: { settings, environment: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } } });

test('a build says how to start it, and is tried again by a button', async ({ openWindow, workspace }) => {
  await fs.writeFile(path.join(workspace, 'Dockerfile'), 'FROM scratch\n');
  const driver = await openWindow();
  await driver.contextMenu(driver.explorerItem('Dockerfile'), 'Build and Push Image');
  await driver.terminalShows(/Error.*systemctl start docker/s);
  await driver.runCommand('Terminal: Clear');
  await expect.poll(() => driver.terminalText()).not.toContain('systemctl start docker');
  await driver.notified('its engine does not answer', 'Try Again');
  await driver.terminalShows(/Error.*systemctl start docker/s);
});

test('a run in an image says so, and may go without, this time', async ({ openWindow, workspace }) => {
  const file = path.join(workspace, '.vscode/settings.json');
  const saved = JSON.stringify({ 'sagemakerRunner.local.images': { r: 'study:1' } });
  await fs.writeFile(file, saved);
  await fs.writeFile(path.join(workspace, 'where.R'), 'cat("without an image\\n")\n');
  const driver = await openWindow();
  await driver.contextMenu(driver.explorerItem('where.R'), 'Run on SageMaker');
  await driver.answer('The image study:1 cannot be used now.', 'Try Again');
  const question = await driver.answer('The image study:1 cannot be used now.', 'Run Without an Image');
  expect(question).toContain('its engine does not answer');
  await driver.terminalShows('without an image');
  expect(await fs.readFile(file, 'utf8')).toBe(saved);
});
