import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, screen, test } from './fixtures.ts';

const script = `
library(jsonlite)
source("help.R")
if (requireNamespace("notOnThisMachine", quietly = TRUE)) print("there")
library(Sys.getenv("CHOSEN"), character.only = TRUE)
`;

test('a Dockerfile is written for a script, and never over one that is there without being asked', async ({
  openWindow,
  workspace,
}) => {
  const file = (name: string): string => path.join(workspace, name);
  const text = (name: string): Promise<string> => fs.readFile(file(name), 'utf8');
  await fs.writeFile(file('study.R'), script);
  await fs.writeFile(file('help.R'), 'help <- function() data.table::data.table()\n');
  const driver = await openWindow();
  const create = () => driver.contextMenu(driver.explorerItem('study.R'), 'Create Dockerfile for This Script');
  const title = driver.page.locator('.quick-input-title').filter({ hasText: 'Dockerfile is there already' });

  await create();
  await driver.page.locator('.tabs-container .tab').filter({ hasText: 'Dockerfile' }).waitFor();
  const written = await text('Dockerfile');
  expect(written).toContain('# Image for study.R, written by SageMaker Runner.');
  expect(written).toMatch(/jsonlite/u);
  expect(written).toMatch(/data\.table/u);
  expect(written).toContain('#   study.R:4 notOnThisMachine: the code goes on without it');
  expect(written).toContain('#   study.R:5 library(Sys.getenv("CHOSEN"), character.only = TRUE): which package');
  expect((await text('.dockerignore')).split('\n')).toContain('!sagemaker-entrypoint.sh');
  expect(await text('sagemaker-entrypoint.sh')).toMatch(/^#!\/bin\/sh/u);
  await driver.screenshot(screen('dockerfile'));
  expect(await driver.notified('Dockerfile created. Packages: ', 'Show Details')).toContain('study.R:4');
  const details = await driver.webview('h1:has-text("What the image was written from")');
  await expect(details.locator('tbody tr').filter({ hasText: 'data.table' })).toContainText('help.R:1');
  await driver.screenshot(screen('dockerfile-details'));

  await fs.writeFile(file('Dockerfile'), '# mine\nFROM debian:bookworm-slim\n');
  await create();
  await title.waitFor();
  await expect(driver.page.locator('.diff-editor, .monaco-diff-editor').first()).toBeVisible();
  await expect(driver.page.locator('.monaco-diff-editor')).toContainText('mine');
  await driver.screenshot(screen('dockerfile-diff'));
  await driver.pick('Keep Mine');
  await expect(title).toBeHidden();
  await expect(driver.page.locator('.monaco-diff-editor')).toBeHidden();
  expect(await text('Dockerfile')).toBe('# mine\nFROM debian:bookworm-slim\n');

  await create();
  await title.waitFor();
  await driver.pick('Replace');
  await expect.poll(() => text('Dockerfile')).toBe(written);
  await expect(driver.page.locator('.editor-instance .view-lines')).toContainText('Image for study.R');

  await driver.runCommand('SageMaker: Create Dockerfile for Workspace');
  await driver.page.locator('.quick-input-title').filter({ hasText: 'An image for which scripts?' }).waitFor();
  await expect
    .poll(() => driver.pickRows())
    .toEqual([expect.stringMatching(/^R.*help\.R/u), expect.stringMatching(/^Python.*visitors\.py/u)]);
  await driver.pick('visitors.py');
  await title.waitFor();
  await driver.pick('Replace');
  await expect.poll(() => text('Dockerfile')).toContain('# Image for visitors.py');
  expect(await text('Dockerfile')).toMatch(/ARG BASE=python:3\.\d+-slim-bookworm/u);
});
