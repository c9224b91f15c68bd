import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContainerAccess } from '../../../src/local/engines/docker/access.ts';
import { createLocalEndpoint, type LocalEndpoint } from '../../../src/local/server.ts';
import { account } from '../../support/testAccount.ts';

const silent = (): void => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

describe('containers that reach Local SageMaker by the name of this machine', () => {
  let server: LocalEndpoint;
  let port: number;
  let access: ContainerAccess;
  beforeAll(async () => {
    server = createLocalEndpoint({
      ...account(),
      ...{ services: [], queryServices: [], clock: { now: () => new Date() }, logger },
    });
    ({ port } = await server.start());
    access = new ContainerAccess({
      listen: (address) => server.listenAlso(address),
      admit: (name) => server.admit(name),
    });
  });
  afterAll(() => server.stop());

  /** True when a request that was sent to the machine's name is not refused for that. */
  function isAdmitted(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const headers = { host: `host.docker.internal:${port}` };
      const asked = request({ host: '127.0.0.1', port, headers }, (response) => {
        let body = '';
        response.on('data', (data: Buffer) => (body += data.toString()));
        response.on('end', () => {
          resolve(!body.includes('loopback address only'));
        });
      });
      asked.once('error', reject);
      asked.end();
    });
  }

  it('are let in while one of their jobs runs, also when it begins as another ends', async () => {
    const machine = { by: 'gateway', name: 'host.docker.internal', isKnown: false } as const;
    expect(await isAdmitted()).toBe(false);
    const first = await access.open(undefined, machine);
    expect(first.endpoint).toBe(`http://host.docker.internal:${port}`);
    expect(await isAdmitted()).toBe(true);
    const [, second] = await Promise.all([first.release(), access.open(undefined, machine)]);
    expect(await isAdmitted()).toBe(true);
    await second.release();
    expect(await isAdmitted()).toBe(false);
  });
});
