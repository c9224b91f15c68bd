import fs from 'node:fs/promises';
import path from 'node:path';
import type { Driver } from '../../support/workbench/driver.ts';
import { expect, screen, test } from '../fixtures.ts';

const script = `
library(jsonlite)
source("help.R")
if (requireNamespace("notOnThisMachine", quietly = TRUE)) print("there")
library(Sys.getenv("CHOSEN"), character.only = TRUE)
`;
/** What a notification would make a link that runs a command, were it not told that this is text. */
const sly = 'library(paste0("[x](command:workbench.view.scm)", Sys.Date()))';

const create = (driver: Driver, name: string): Promise<void> =>
  driver.contextMenu(driver.explorerItem(name), 'Create Dockerfile for This Script');

/** The editor that shows a file beside what it would become, and what is pressed above it. */
const comparison = (driver: Driver) => driver.page.locator('.monaco-diff-editor');
const press = (driver: Driver, button: string): Promise<void> =>
  driver.page.locator('.editor-actions .action-label').filter({ hasText: button }).click();

test('a Dockerfile is written for a script, and never over one that is there without being asked', async ({
  openWindow,
  workspace,
}) => {
  const file = (name: string): string => path.join(workspace, name);
  const text = (name: string): Promise<string> => fs.readFile(file(name), 'utf8');
  await fs.writeFile(file('study.R'), script);
  await fs.writeFile(file('help.R'), 'help <- function() data.table::data.table()\n');
  const driver = await openWindow();

  await create(driver, 'study.R');
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
  const said = await driver.notified('Dockerfile created. Packages: ', 'Show Details');
  expect(said).toContain('study.R:4');
  expect(said).toContain('Written beside it, for the build: .dockerignore and sagemaker-entrypoint.sh.');
  const details = await driver.webview('h1:has-text("What the image was written from")');
  await expect(details.locator('tbody tr').filter({ hasText: 'data.table' })).toContainText('help.R:1');
  await driver.screenshot(screen('dockerfile-details'));

  await create(driver, 'study.R');
  await driver.notified('The Dockerfile is up to date: nothing was changed.');

  const mine = '# mine\nFROM debian:bookworm-slim\n';
  await fs.writeFile(file('Dockerfile'), mine);
  await create(driver, 'study.R');
  await driver.answer('There is a Dockerfile already, and it is not one that packages can be added to.', 'Replace…');
  await expect(comparison(driver)).toContainText('mine');
  await driver.screenshot(screen('dockerfile-diff'));
  await press(driver, 'Keep Mine');
  await expect(comparison(driver)).toBeHidden();
  await driver.notified('The Dockerfile stays as it was.');
  expect(await text('Dockerfile')).toBe(mine);

  // Closing the comparison is as good as saying no.
  await create(driver, 'study.R');
  await driver.answer('There is a Dockerfile already', 'Replace…');
  await comparison(driver).waitFor();
  await driver.runCommand('View: Close Editor');
  await expect(comparison(driver)).toBeHidden();
  expect(await text('Dockerfile')).toBe(mine);

  // What was written there since nobody has seen beside the new one.
  await create(driver, 'study.R');
  await driver.answer('There is a Dockerfile already', 'Replace…');
  await comparison(driver).waitFor();
  await fs.appendFile(file('Dockerfile'), '# mine too\n');
  await press(driver, 'Use the New One');
  await driver.notified('Dockerfile has changed since you saw it beside the new one, so nothing was written.');
  expect(await text('Dockerfile')).toBe(`${mine}# mine too\n`);

  await create(driver, 'study.R');
  await driver.answer('There is a Dockerfile already', 'Replace…');
  await press(driver, 'Use the New One');
  await expect.poll(() => text('Dockerfile')).toBe(written);
  await driver.notified('Dockerfile replaced. Packages: ');
  await expect(driver.page.locator('.editor-instance .view-lines')).toContainText('Image for study.R');

  await driver.runCommand('SageMaker: Create Dockerfile for Workspace');
  await driver.page.locator('.quick-input-title').filter({ hasText: 'An image for which scripts?' }).waitFor();
  await expect
    .poll(() => driver.pickRows())
    .toEqual([expect.stringMatching(/^R.*help\.R/u), expect.stringMatching(/^Python.*visitors\.py/u)]);
  await driver.pick('visitors.py');
  // The one of the R scripts stays.
  await driver.notified('Dockerfile created, with no packages.');
  expect(await text('Dockerfile.python')).toMatch(/ARG BASE=python:3\.\d+-slim-bookworm/u);
  expect(await text('Dockerfile')).toBe(written);
});

test('what a second script needs is added to the Dockerfile of the first', async ({ openWindow, workspace }) => {
  const file = path.join(workspace, 'Dockerfile');
  const text = (): Promise<string> => fs.readFile(file, 'utf8');
  await fs.writeFile(path.join(workspace, 'first.R'), 'library(jsonlite)\n');
  await fs.writeFile(path.join(workspace, 'sly.R'), `library(jsonlite)\n${sly}\n`);
  await fs.writeFile(path.join(workspace, 'second.R'), 'library(jsonlite)\nlibrary(fortunes)\n');
  const driver = await openWindow();
  await create(driver, 'first.R');
  await driver.notified('Dockerfile created. Packages: jsonlite.');
  await fs.appendFile(file, '# a line of mine\n');
  const before = await text();

  await create(driver, 'second.R');
  const question = 'It does not install the package fortunes, which second.R needs.';
  await driver.page.locator('.monaco-dialog-box').filter({ hasText: question }).waitFor();
  await driver.screenshot(screen('dockerfile-second'));
  await driver.answer(question, 'Add the Package…');
  await expect(comparison(driver)).toContainText('fortunes');
  await driver.screenshot(screen('dockerfile-second-diff'));
  expect(await text()).toBe(before);
  await press(driver, 'Use the New One');
  await driver.notified('Added to the Dockerfile: fortunes.');
  const after = await text();
  expect(after).toContain('# For second.R.');
  expect(after.split('\n')).toEqual(expect.arrayContaining(before.split('\n')));

  await create(driver, 'first.R');
  await driver.notified('The Dockerfile is up to date: it has all that first.R needs', 'Write It Anew…');
  await expect(comparison(driver)).toContainText('a line of mine');
  await press(driver, 'Keep Mine');
  await driver.notified('The Dockerfile stays as it was.');
  expect(await text()).toBe(after);

  await create(driver, 'sly.R');
  expect((await driver.notified('it has all that sly.R needs')).replaceAll('\u2060', '')).toContain(sly);
  await expect(driver.page.locator('.notification-list-item-message a')).toHaveCount(0);
});
