import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createFolderWriter } from './adapters/files/folderWriter.ts';
import { createFiles } from './adapters/files/index.ts';
import { createProcessRunner } from './adapters/process/processRunner.ts';
import { systemClock } from './adapters/process/systemClock.ts';
import { createInterpreterFinder } from './app/findInterpreter.ts';
import { loadOnce } from './app/loadOnce.ts';
import { backendsOnDemand, enginesOnDemand } from './app/onDemand.ts';
import type { AwsProfiles } from './core/ports/awsProfiles.ts';
import { settingIds } from './ui/kit/ids.ts';
import { defaultLocalRoot } from './ui/kit/localRoot.ts';
import { requireTrust } from './ui/kit/script.ts';
import type { Services } from './ui/kit/services.ts';
import type { Settings } from './ui/kit/settings.ts';
import { CheckedImages } from './ui/kit/state/checkedImages.ts';
import { createFeatures, type Features, type Registered } from './ui/shell/features.ts';
import type { WindowServices } from './ui/shell/windowServices.ts';

export interface CompositionParts extends WindowServices, Pick<Services, 'settings' | 'store' | 'runs'> {
  readonly registered: Registered;
}

/** Builds adapters, use cases and features. Nothing else. */
export function compose({ version, log, registered, ...given }: CompositionParts): Features {
  const { settings, extensionUri } = given;
  const { channel, logger } = log;
  const localRoot = rootFolder(settings);
  const processes = createProcessRunner();
  const files = createFiles();
  const profiles: AwsProfiles = {
    list: async () => (await import('./adapters/aws/index.ts')).createAwsProfiles().list(),
  };
  const wanted = (): string => settings.text(settingIds.containerEngine);
  const shipped = (name: string): string => path.join(extensionUri.fsPath, 'dist', name);
  const idle = Math.max(60, settings.number(settingIds.localIdleMinutes) * 60);
  const local = {
    root: localRoot,
    program: shipped('local.js'),
    executable: process.execPath,
    args: ['--idle', String(idle)],
    version,
    containerEngine: wanted,
  };
  const services: Services = {
    ...given,
    backends: backendsOnDemand({
      load: async () => {
        const { createBackends } = await import('./adapters/aws/index.ts');
        return createBackends({ local, logger });
      },
      engine: wanted,
      profiles,
      logger,
      requireTrust,
    }),
    profiles,
    interpreters: createInterpreterFinder({ processes, files }),
    processes,
    engines: enginesOnDemand({
      load: async () => {
        const { createContainerEngines } = await import('./adapters/docker/index.ts');
        return createContainerEngines({ processes, wanted });
      },
      requireTrust,
    }),
    files,
    folders: createFolderWriter(),
    loadParser: loadOnce(async () => {
      const { createCodeParser } = await import('./adapters/parser/index.ts');
      return createCodeParser({
        runtime: shipped('treeSitter.wasm'),
        r: shipped('r.wasm'),
        python: shipped('python.wasm'),
      });
    }),
    tableCopies: {
      create: async () => {
        const { createTableCopies } = await import('./adapters/tables/tableCopy.ts');
        const folder = path.join(given.storageUri.fsPath, 'tables');
        return createTableCopies({ folder, program: shipped('tableWorker.js') }).create();
      },
    },
    clock: systemClock,
    logger,
    checkedImages: new CheckedImages(),
    localRoot,
    localProgram: {
      executable: local.executable,
      args: () => [local.program, '--root', localRoot, ...local.args, '--container-engine', wanted()],
    },
  };
  return createFeatures(services, channel, registered);
}

function rootFolder(settings: Settings): string {
  const { platform, env: environment } = process;
  return settings.text(settingIds.localRoot) || defaultLocalRoot({ platform, environment, home: os.homedir() });
}
