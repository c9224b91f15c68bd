import { repositoryLabel } from '../../../src/core/images/labels.ts';
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

/** Removes the images that were built for a repository, whatever registry its name begins with: those that lost their tags to later ones too. */
export async function removeImagesOf(repository: string): Promise<void> {
  const all = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  const names = all.split('\n').filter((name) => name.includes(`${repository}:`));
  if (names.length > 0) await tryDocker(['image', 'rm', '--force', ...names]);
  const labelled = await docker(['image', 'ls', '--quiet', '--filter', `label=${repositoryLabel}`]);
  for (const id of new Set(labelled.split('\n').filter((line) => line !== ''))) {
    const format = `{{index .Config.Labels "${repositoryLabel}"}}`;
    // Others build and remove theirs meanwhile.
    const { output } = await tryDocker(['image', 'inspect', '--format', format, id]);
    if (output.trim().endsWith(repository)) await tryDocker(['image', 'rm', '--force', id]);
  }
}
