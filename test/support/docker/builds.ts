import { baseImage } from './baseImage.ts';
import { ownCran } from './containers.ts';
import { docker, tryDocker } from './docker.ts';

/** Settings of a workspace whose builds take the tests' Debian for their base and reach the package registries as this machine does. */
export async function buildSettings(): Promise<Record<string, unknown>> {
  const cran = await ownCran();
  return {
    'sagemakerRunner.image.buildArguments': { BASE: baseImage, ...(cran !== undefined && { CRAN: cran }) },
    'sagemakerRunner.image.buildOptions': ['--network=host'],
  };
}

/** Removes the images of a repository, whatever registry their names begin with, and those that lost their names to later ones. */
export async function removeImagesOf(repository: string): Promise<void> {
  const all = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  const names = all.split('\n').filter((name) => name.includes(`${repository}:`));
  if (names.length > 0) await tryDocker(['image', 'rm', '--force', ...names]);
}
