import * as l10n from '@vscode/l10n';
import { abortable } from '../core/abortable.ts';
import { connectionText, type Connection } from '../core/connection.ts';
import { AppError } from '../core/errors.ts';
import type { AwsProfiles } from '../core/ports/awsProfiles.ts';
import type { Backends } from '../core/ports/backend.ts';
import type { ContainerEngines } from '../core/ports/containerEngine.ts';
import type { Logger } from '../core/ports/logger.ts';
import { loadOnce } from './loadOnce.ts';

export interface BackendsOnDemandOptions {
  readonly load: () => Promise<Backends>;
  /** Command or path of the container engine that the settings name; empty for the first that there is. */
  readonly engine: () => string;
  readonly profiles: AwsProfiles;
  readonly logger: Logger;
  /** Throws in a workspace that is not trusted: there no backend is given. */
  readonly requireTrust: () => void;
}

/**
 * Backends whose code is loaded when one is first asked for. Who aborts waits no longer. With another container engine in the settings
 * they are made anew: the Local SageMaker that was found uses the former one.
 */
export function backendsOnDemand({ load, engine, profiles, logger, requireTrust }: BackendsOnDemandOptions): Backends {
  let named = engine();
  let backends = loadOnce(load);
  let connected = '';
  const get: Backends['get'] = async (connection, signal) => {
    requireTrust();
    if (named !== engine()) backends = loadOnce(load);
    named = engine();
    // Both at once: what is loaded for the first connection takes a while.
    const [all, complete] = await Promise.all([backends(), withRegion(connection, profiles)]);
    const backend = await all.get(complete, signal);
    const text = connectionText(backend.connection);
    if (text !== connected) logger.info(`connected to ${text}`);
    connected = text;
    return backend;
  };
  return { get: (connection, signal) => abortable(get(connection, signal), signal) };
}

/** The connection with its profile's region where it names none. `RegionUnknown` when the profile has none either. */
export async function withRegion(connection: Connection, profiles: AwsProfiles): Promise<Connection> {
  if (connection.kind === 'local' || connection.region !== '') return connection;
  const { profile } = connection;
  const region = (await profiles.list()).find(({ name }) => name === profile)?.region;
  if (region !== undefined) return { ...connection, region };
  throw new AppError(
    'RegionUnknown',
    l10n.t(
      'The AWS profile {0} names no region, and neither do the settings. Choose the connection again to select one.',
      profile,
    ),
    { action: 'selectConnection' },
  );
}

export interface EnginesOnDemandOptions {
  readonly load: () => Promise<ContainerEngines>;
  /** Throws in a workspace that is not trusted: there no engine is asked for anything. */
  readonly requireTrust: () => void;
}

/** Container engines whose code is loaded when one is first looked for. */
export function enginesOnDemand({ load, requireTrust }: EnginesOnDemandOptions): ContainerEngines {
  const engines = loadOnce(load);
  return {
    find: async (signal) => {
      requireTrust();
      return (await engines()).find(signal);
    },
  };
}
