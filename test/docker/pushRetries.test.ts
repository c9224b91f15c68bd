import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDocker } from '../support/docker/describe.ts';
import { engineOf, ImageWorkshop } from '../support/docker/imageWorkshop.ts';
import { megabyte, writeNoise } from '../support/docker/noise.ts';
import { ensureRegistry, startRegistry, type Registry } from '../support/docker/registry.ts';
import { registryDouble, type RegistryDouble } from '../support/docker/registryDouble.ts';
import { isPush } from '../support/docker/registryFaults.ts';
import { run } from '../support/processes.ts';

let registry: Registry;
let ecr: RegistryDouble;
let workshop: ImageWorkshop;
const engine = engineOf('docker', {});

// In a file of their own: an engine tries a layer five times, and waits longer each time.
describeDocker('a push that the engine tries again and again', () => {
  beforeEach(async () => {
    expect(await ensureRegistry(console.log)).toBeUndefined();
    registry = await startRegistry();
    ecr = registryDouble(registry);
    workshop = await ImageWorkshop.open();
    await writeNoise(workshop);
  });
  afterEach(async () => {
    await workshop.close();
    await registry.stop();
  });

  it('goes on after the network was lost, and sends only what is missing', async () => {
    registry.faults.cutUploads = { times: 2, afterBytes: megabyte };
    const { error } = await workshop.build(engine, { registry: ecr });
    expect(error).toBeUndefined();
    expect(registry.faults.cutUploads.times).toBe(0);

    await writeNoise(workshop, 2, 3);
    let layers = 0;
    registry.faults.refuse = (request) => {
      if (request.method === 'PUT' && (request.url ?? '').includes('/blobs/')) layers += 1;
      return layers > 1 && isPush(request) ? 'drop' : undefined;
    };
    const lost = await workshop.build(engine, { registry: ecr });
    expect(lost.error).toMatchObject({ code: 'NetworkUnreachable' });
    expect(lost.error?.message).toContain('layers that arrived are kept');
    registry.faults.refuse = undefined;
    const back = await workshop.build(engine, { registry: ecr });
    expect(back.error).toBeUndefined();
    expect(back.output).toContain('Layer already exists');
  }, 600_000);

  it.runIf(process.getuid?.() === 0)(
    'says that the registry failed when its disk is full (needs root)',
    async () => {
      const small = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-small-'));
      await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]);
      const before = process.env['TMPDIR'];
      process.env['TMPDIR'] = small;
      let full: Registry | undefined;
      try {
        full = await startRegistry();
      } finally {
        if (before === undefined) delete process.env['TMPDIR'];
        else process.env['TMPDIR'] = before;
      }
      try {
        const { error } = await workshop.build(engine, { registry: registryDouble(full) });
        expect(['ServiceRefused', 'DiskFull']).toContain(error?.code);
        expect(error?.message).toMatch(/registry/u);
      } finally {
        await full.stop();
        await run('umount', [small]);
        await fs.rmdir(small);
      }
    },
    600_000,
  );
});
