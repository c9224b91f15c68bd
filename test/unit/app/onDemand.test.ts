import { describe, expect, it } from 'vitest';
import { loadOnce } from '../../../src/app/loadOnce.ts';
import { backendsOnDemand, enginesOnDemand } from '../../../src/app/onDemand.ts';
import type { Connection } from '../../../src/core/connection.ts';
import type { Backend } from '../../../src/core/ports/backend.ts';
import type { ContainerEngine } from '../../../src/core/ports/containerEngine.ts';

const local: Connection = { kind: 'local' };
const untrusted = (): never => {
  throw new Error('not trusted');
};

/** All that is looked at here of a backend, and of an engine. */
const backendOf = (part: Pick<Backend, 'connection'>): Backend => part as Backend;
const engineOf = (part: Pick<ContainerEngine, 'name'>): ContainerEngine => part as ContainerEngine;

/** Backends that only know their connection, and what became of them. */
function backends(options: { readonly requireTrust?: () => void } = {}) {
  const seen = { loads: 0, asked: [] as Connection[], log: [] as string[], engine: '' };
  const made = backendsOnDemand({
    load: () => {
      seen.loads += 1;
      return Promise.resolve({
        get: (connection: Connection) => {
          seen.asked.push(connection);
          return Promise.resolve(backendOf({ connection }));
        },
      });
    },
    engine: () => seen.engine,
    profiles: { list: () => Promise.resolve([{ name: 'lab', region: 'eu-north-1' }]) },
    logger: {
      debug: () => undefined,
      info: (line) => void seen.log.push(line),
      warn: () => undefined,
      error: () => undefined,
    },
    requireTrust: options.requireTrust ?? ((): void => undefined),
  });
  return { made, seen };
}

describe('backends that are loaded on demand', () => {
  it('are loaded with the first question, once', async () => {
    const { made, seen } = backends();
    expect(seen.loads).toBe(0);
    await Promise.all([made.get(local), made.get(local)]);
    await made.get(local);
    expect(seen).toMatchObject({ loads: 1, asked: [local, local, local] });
  });

  it('are not loaded in a workspace that nobody trusts', async () => {
    const { made, seen } = backends({ requireTrust: untrusted });
    await expect(made.get(local)).rejects.toThrow('not trusted');
    expect(seen).toMatchObject({ loads: 0, asked: [] });
  });

  it('are made anew when the settings name another container engine', async () => {
    const { made, seen } = backends();
    await made.get(local);
    seen.engine = 'podman';
    await made.get(local);
    await made.get(local);
    expect(seen.loads).toBe(2);
  });

  it('are asked for the region of the profile when the connection names none', async () => {
    const { made, seen } = backends();
    await made.get({ kind: 'aws', profile: 'lab', region: '' });
    expect(seen.asked).toEqual([{ kind: 'aws', profile: 'lab', region: 'eu-north-1' }]);
  });

  it('say in the log to whom the window is connected, each time that changes', async () => {
    const { made, seen } = backends();
    const aws: Connection = { kind: 'aws', profile: 'lab', region: 'eu-west-1' };
    for (const connection of [local, local, aws, local]) await made.get(connection);
    expect(seen.log).toHaveLength(3);
    expect(seen.log[1]).toContain('eu-west-1');
  });

  it('are no longer waited for by whoever cancels', async () => {
    const made = backendsOnDemand({
      load: () => new Promise(() => undefined),
      engine: () => '',
      profiles: { list: () => Promise.resolve([]) },
      logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      requireTrust: () => undefined,
    });
    const abort = new AbortController();
    const got = made.get(local, abort.signal);
    abort.abort();
    await expect(got).rejects.toThrow('aborted');
  });
});

describe('a container engine that is looked for', () => {
  it('is not looked for in a workspace that nobody trusts', async () => {
    const load = (): never => {
      throw new Error('loaded');
    };
    await expect(enginesOnDemand({ load, requireTrust: untrusted }).find()).rejects.toThrow('not trusted');
  });

  it('is looked for anew each time', async () => {
    let finds = 0;
    const find = (): Promise<ContainerEngine> => Promise.resolve(engineOf({ name: String((finds += 1)) }));
    const engines = enginesOnDemand({ load: () => Promise.resolve({ find }), requireTrust: () => undefined });
    expect((await engines.find()).name).toBe('1');
    expect((await engines.find()).name).toBe('2');
  });
});

describe('what is loaded once', () => {
  it('is tried again after a failure, and kept after a success', async () => {
    const results = ['', 'first', 'second'];
    const load = loadOnce(() => {
      const result = results.shift() ?? '';
      return result === '' ? Promise.reject(new Error('no such file')) : Promise.resolve(result);
    });
    await expect(load()).rejects.toThrow('no such file');
    expect([await load(), await load()]).toEqual(['first', 'first']);
  });
});
