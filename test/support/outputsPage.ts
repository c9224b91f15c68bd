import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { errorText } from '../../src/core/errors.ts';
import { JobId } from '../../src/core/jobs/jobRef.ts';
import type { TableChoice } from '../../src/protocol/outputs.ts';
import type { TableChoices } from '../../src/ui/outputs/answers.ts';
import { OutputsController } from '../../src/ui/outputs/controller.ts';
import { pageHtml } from '../../src/ui/outputs/pageHtml.ts';
import { panelTitle } from '../../src/ui/outputs/panelTitle.ts';
import { webviewStrings } from '../../src/ui/outputs/strings.ts';
import { outputsBackend, type OutputsBackendOptions } from './outputsBackend.ts';
import { tableCopies } from './tableCopies.ts';
import { webviewSheet } from './workbench/webviewSheet.ts';

const webview = path.resolve(import.meta.dirname, '../../dist/webview');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

export interface OutputsPageOptions extends OutputsBackendOptions {
  readonly page: Page;
  readonly jobs: readonly string[];
  readonly file?: string;
  /** Style sheet of a theme: the variables that the editor sets. */
  readonly theme?: string;
}

export interface OutputsPage {
  readonly controller: OutputsController;
  /** What was saved or opened, by the webview's buttons. */
  readonly actions: readonly string[];
  /** Everything that the page's policy refused. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the built webview in a browser page, without an editor around: with the host's real side of it over the given store, and with VS Code's
 * own style sheet.
 */
export async function openOutputsPage(options: OutputsPageOptions): Promise<OutputsPage> {
  const { page, jobs, file, theme } = options;
  const ids = jobs.map((name) => new JobId('processing', name));
  const sheet = await webviewSheet();
  const actions: string[] = [];
  const refused: string[] = [];
  const note = (action: string) => (_: unknown, on: { readonly path?: string; readonly job?: string }) => {
    actions.push(`${action} ${on.path ?? on.job ?? ''}`);
    return Promise.resolve();
  };
  const controller = new OutputsController({
    backend: () => Promise.resolve(outputsBackend(options)),
    jobs: ids,
    actions: {
      save: note('save'),
      saveAll: note('saveAll'),
      openInEditor: note('openInEditor'),
      openExternally: note('openExternally'),
      showFailure: (error) => actions.push(`failed ${errorText(error)}`),
    },
    choices: rememberedChoices(),
    copies: tableCopies,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error },
    post: (message) => {
      page.evaluate(deliver, JSON.stringify(message, packBytes)).catch(() => undefined);
    },
  });
  await page.exposeFunction('toHost', (message: unknown) => void controller.receive(message));
  await page.addInitScript(installApi);
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  const server = http.createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://localhost').pathname);
    const sent = name === '' ? Promise.resolve(Buffer.from(html)) : readFile(path.join(webview, name));
    sent.then(
      (body) => response.setHeader('content-type', types[path.extname(name)] ?? 'text/html').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = pageHtml({
    page: {
      jobs: ids.map((job) => job.key()),
      names: [...jobs],
      titles: jobs.map((job) => panelTitle(job, 'en', new Date())),
      ...(file !== undefined && { file }),
      state: {},
      strings: webviewStrings(),
      locale: 'en',
    },
    title: jobs.join(' and '),
    source: origin,
    script: `${origin}/outputs.js`,
    style: `${origin}/outputs.css`,
    nonce: 'bm9uY2U',
  });
  // First in the head, as the editor has it.
  const html = own.replace('<head>', `<head><style>${sheet}</style>`);
  await page.goto(origin);
  if (theme !== undefined) await page.addStyleTag({ content: theme });
  return {
    controller,
    actions,
    refused,
    close: async () => {
      controller.dispose();
      await page.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the workspace remembers of tables, for as long as the page lives. */
function rememberedChoices(): TableChoices {
  const said = new Map<string, TableChoice>();
  return {
    of: (_, path) => said.get(path),
    save: (_, path, choice) => {
      said.set(path, choice);
      return Promise.resolve();
    },
  };
}

/** Bytes do not survive JSON; the editor itself passes them on as they are. */
function packBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}

/** Runs in the page: what the editor puts there. */
function installApi(): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  scope['acquireVsCodeApi'] = () => ({
    postMessage: scope['toHost'],
    setState: (state: unknown) => (scope['savedState'] = state),
    getState: () => scope['savedState'],
  });
}

/** Runs in the page: a message of the host arrives. */
function deliver(text: string): void {
  const message: unknown = JSON.parse(text, (_, value: unknown) => {
    const base64 = typeof value === 'object' && value !== null && 'base64' in value ? value.base64 : undefined;
    return typeof base64 === 'string' ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) : value;
  });
  (globalThis as unknown as { postMessage(value: unknown): void }).postMessage(message);
}
