import process from 'node:process';
import { withRegion } from './app/connections.ts';
import { abortable } from './core/abortable.ts';
import { connectionText } from './core/connection.ts';
import type { AwsProfiles } from './core/ports/awsProfiles.ts';
import type { Backends } from './core/ports/backend.ts';
import type { ContainerEngines } from './core/ports/containerEngine.ts';
import type { Logger } from './core/ports/logger.ts';
import type { ProcessRunner } from './core/ports/processRunner.ts';
import path from 'node:path';
import type { LoadParser } from './core/ports/codeParser.ts';

/** Adapters that are heavy to load: each is loaded from a file of its own when it is first asked for. */

export interface LazyBackendsOptions {
  /** Path of Local SageMaker's program, and the version of the extension that it is a part of. */
  readonly program: string;
  readonly version: string;
  /** Folder of Local SageMaker's state. */
  readonly root: string;
  /** Seconds without a request or a job after which Local SageMaker ends. */
  readonly idle: number;
  /** Command or path of the container engine; empty for the first that there is. */
  readonly engine: () => string;
  readonly profiles: AwsProfiles;
  readonly logger: Logger;
  /** Throws in a workspace that is not trusted: there no backend is given. */
  readonly requireTrust: () => void;
}

/** Nobody waits for a backend any longer than they want it. */
export function lazyBackends(options: LazyBackendsOptions): Backends {
  const { program, version, root, idle, engine, profiles, logger, requireTrust } = options;
  const args = ['--idle', String(idle)];
  const local = { root, program, executable: process.execPath, args, version, containerEngine: engine };
  let backends: Promise<Backends> | undefined;
  let named = engine();
  let connected = '';
  const get: Backends['get'] = async (connection, signal) => {
    requireTrust();
    // Local SageMaker is looked for anew: the one that runs may use another.
    if (named !== engine()) backends = undefined;
    named = engine();
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

export interface LazyEnginesOptions {
  readonly processes: ProcessRunner;
  /** Command or path that the user named; empty for the first that there is. */
  readonly wanted: () => string;
  readonly requireTrust: () => void;
}

export function lazyEngines({ processes, wanted, requireTrust }: LazyEnginesOptions): ContainerEngines {
  return {
    find: async (signal) => {
      requireTrust();
      const { createContainerEngines } = await import('./adapters/docker/index.ts');
      return createContainerEngines({ processes, wanted }).find(signal);
    },
  };
}

export function lazyProfiles(): AwsProfiles {
  return {
    list: async () => {
      const { createAwsProfiles } = await import('./adapters/aws/index.ts');
      return createAwsProfiles().list();
    },
  };
}

/** The parser of scripts, read in from the extension's own files when it is first asked for. `folder` is where they lie. */
export function lazyParser(folder: string): LoadParser {
  let parser: ReturnType<LoadParser> | undefined;
  return () => {
    parser ??= import('./adapters/parser/index.ts').then(({ createCodeParser }) =>
      createCodeParser({
        runtime: path.join(folder, 'treeSitter.wasm'),
        r: path.join(folder, 'r.wasm'),
        python: path.join(folder, 'python.wasm'),
      }),
    );
    return parser;
  };
}
