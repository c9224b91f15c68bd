import path from 'node:path';
import { run } from '../processes.ts';
import { baseImage } from './baseImage.ts';
import { docker } from './docker.ts';

/** The images of `containers/`. */
export const containers = ['r', 'python', 'r-forecast'] as const;
export type Container = (typeof containers)[number];

/** Folder of an image's Dockerfile, and of its example. */
export const containerFolder = (name: Container): string =>
  path.resolve(import.meta.dirname, '../../../containers', name);

/** The image's name in the engine. */
export const containerImage = (name: Container): string => `sagemaker-runner-test/${name}:latest`;

/** Builds an image from the tests' own Debian and the CRAN that this machine's R takes packages from; `onOutput` gets what the builder says. */
export async function buildContainer(name: Container, onOutput: (text: string) => void): Promise<void> {
  const cran = await ownCran();
  const values = { BASE: baseImage, ...(cran === undefined || name !== 'r-forecast' ? {} : { CRAN: cran }) };
  const flags = Object.entries(values).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
  const args = ['build', '--network=host', ...flags, '--tag', containerImage(name), containerFolder(name)];
  const { code } = await run('docker', args, { onOutput });
  if (code !== 0) throw new Error(`docker ${args.join(' ')} ended with ${code}`);
}

/** Bytes that an image takes, its base among them. */
export const imageSize = async (image: string): Promise<number> =>
  Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image]));

/** The CRAN of this machine's R, if it has chosen one. */
export async function ownCran(): Promise<string | undefined> {
  const { code, output } = await run('Rscript', ['-e', 'cat(getOption("repos")[["CRAN"]])']);
  return code === 0 && output.startsWith('http') ? output.trim() : undefined;
}
