import os from 'node:os';
import process from 'node:process';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createFiles } from './adapters/files/index.ts';
import { createProcessRunner } from './adapters/process/processRunner.ts';
import { systemClock } from './adapters/process/systemClock.ts';
import { withRegion } from './app/connections.ts';
import { createInterpreterFinder } from './app/findInterpreter.ts';
import { abortable } from './core/abortable.ts';
import { connectionText } from './core/connection.ts';
import type { AwsProfiles } from './core/ports/awsProfiles.ts';
import type { Backends } from './core/ports/backend.ts';
import type { ContainerEngines } from './core/ports/containerEngine.ts';
import type { Logger } from './core/ports/logger.ts';
import type { ProcessRunner } from './core/ports/processRunner.ts';
import { lazyParser } from './lazyParser.ts';
import { activateUi } from './ui/activateUi.ts';
import { BuiltImages } from './ui/build/builtImages.ts';
import { settingIds } from './ui/ids.ts';
import { defaultLocalRoot } from './ui/localRoot.ts';
import { channelLogger } from './ui/log.ts';
import { requireTrust } from './ui/run/script.ts';
import { Runs } from './ui/run/runs.ts';
import { RunStore } from './ui/run/runStore.ts';
import { Settings } from './ui/settings.ts';

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.uri) l10n.config({ fsPath: vscode.l10n.uri.fsPath });
  const channel = vscode.window.createOutputChannel('SageMaker Runner', { log: true });
  const logger = channelLogger(channel);
  const settings = new Settings();
  const localRoot = rootFolder(settings);
  const processes = createProcessRunner();
  const files = createFiles();
  const profiles = lazyProfiles();
  const store = new RunStore(context.workspaceState);
  const runs = new Runs(store);
  const services = {
    extensionUri: context.extensionUri,
    storageUri: context.globalStorageUri,
    backends: lazyBackends({ context, root: localRoot, settings, profiles, logger }),
    profiles,
    interpreters: createInterpreterFinder({ processes, files }),
    processes,
    engines: lazyEngines(processes, settings),
    files,
    loadParser: lazyParser(vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath),
    clock: systemClock,
    logger,
    settings,
    store,
    runs,
    builtImages: new BuiltImages(context.workspaceState),
    localRoot,
  };
  context.subscriptions.push(channel, runs, activateUi(services, channel));
}

function rootFolder(settings: Settings): string {
  const { platform, env: environment } = process;
  return settings.text(settingIds.localRoot) || defaultLocalRoot({ platform, environment, home: os.homedir() });
}

interface LazyBackendsOptions {
  readonly context: vscode.ExtensionContext;
  readonly root: string;
  readonly settings: Settings;
  readonly profiles: AwsProfiles;
  readonly logger: Logger;
}

/**
 * The AWS SDK is loaded when a backend is first asked for. None is given in a workspace that is not trusted; nobody waits for one any
 * longer than they want it.
 */
function lazyBackends({ context, root, settings, profiles, logger }: LazyBackendsOptions): Backends {
  const program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'local.js').fsPath;
  const idle = Math.max(60, settings.number(settingIds.localIdleMinutes) * 60);
  // VS Code takes no extension without a version.
  const { version } = context.extension.packageJSON as { readonly version: string };
  const engine = settings.text(settingIds.containerEngine);
  const args = ['--idle', String(idle), ...(engine === '' ? [] : ['--container-engine', engine])];
  const local = { root, program, executable: process.execPath, args, version };
  let backends: Promise<Backends> | undefined;
  let connected = '';
  const get: Backends['get'] = async (connection, signal) => {
    requireTrust();
    backends ??= import('./adapters/aws/index.ts').then(({ createBackends }) => createBackends({ local, logger }));
    const backend = await (await backends).get(await withRegion(connection, profiles), signal);
    const text = connectionText(backend.connection);
    if (text !== connected) logger.info(`connected to ${text}`);
    connected = text;
    return backend;
  };
  return {
    get: (connection, signal) => abortable(get(connection, signal), signal),
  };
}

function lazyEngines(processes: ProcessRunner, settings: Settings): ContainerEngines {
  return {
    find: async (signal) => {
      requireTrust();
      const { createContainerEngines } = await import('./adapters/docker/index.ts');
      return createContainerEngines({ processes, wanted: () => settings.text(settingIds.containerEngine) }).find(
        signal,
      );
    },
  };
}

function lazyProfiles(): AwsProfiles {
  return {
    list: async () => {
      const { createAwsProfiles } = await import('./adapters/aws/index.ts');
      return createAwsProfiles().list();
    },
  };
}
