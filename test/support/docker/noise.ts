import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { ImageWorkshop } from './imageWorkshop.ts';

export const megabyte = 1_000_000;

/** Writes a Dockerfile with layers of 8 MB that no other image has, and a script. */
export async function writeNoise(workshop: ImageWorkshop, generation = 1, layers = 1, from = 'scratch'): Promise<void> {
  const noises = Array.from({ length: layers }, (_, at) => `noise-${generation}-${at}`);
  for (const name of noises) await fs.writeFile(path.join(workshop.folder, name), randomBytes(8 * megabyte));
  await workshop.write({
    Dockerfile: [`FROM ${from}`, ...noises.map((name) => `COPY ${name} /`), 'COPY fit.R /opt/'].join('\n'),
    'fit.R': `print(${generation})\n`,
  });
}
