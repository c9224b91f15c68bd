import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ui/kit/ids.ts';
import { found, workspaceFile } from './workspace.ts';

const minute = 60_000;

async function text(name: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceFile(name)));
  } catch {
    return undefined;
  }
}

/** Whether anybody listens there. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

describe('Open Local Terminal', function () {
  this.timeout(2 * minute);

  after(() => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });

  it('opens a shell in the workspace whose programs are led to Local SageMaker, until it is closed', async () => {
    const before = new Set(vscode.window.terminals);
    await vscode.commands.executeCommand(commandIds.openLocalTerminal);
    const terminal = await found('the terminal', () => vscode.window.terminals.find((each) => !before.has(each)));
    terminal.sendText('env > environment.tmp && mv environment.tmp environment.txt');
    const environment = await found('the environment', () => text('environment.txt'), minute);
    const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(environment)?.[1] ?? '';
    assert.match(value('AWS_ACCESS_KEY_ID'), /^ASIA/);
    assert.equal(value('HTTPS_PROXY'), value('https_proxy'));
    assert.equal(new URL(value('HTTPS_PROXY')).host, new URL(value('AWS_ENDPOINT_URL')).host);
    assert.doesNotMatch(environment, /^(AWS_PROFILE|ELECTRON_RUN_AS_NODE)=/m);
    const port = Number(new URL(value('AWS_ENDPOINT_URL')).port);
    assert.equal(await listens(port), true);

    const closed = new Promise((resolve) => vscode.window.onDidCloseTerminal(resolve));
    terminal.dispose();
    await closed;
    await found('the end of the proxy', async () => ((await listens(port)) ? undefined : true), minute);
    const folder = vscode.Uri.file(value('AWS_CA_BUNDLE'));
    await found('the end of its files', async () => {
      try {
        await vscode.workspace.fs.stat(folder);
        return undefined;
      } catch {
        return true;
      }
    });
  });
});
