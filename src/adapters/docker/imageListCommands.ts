import type { ImageName } from '../../core/ports/containerEngine.ts';
import { lines, type EngineCommand } from './engineCommand.ts';
import { engineLacksImage } from './engineErrors.ts';

/** Every name that an image has; nothing is read of the images themselves, so it takes one call however many there are. */
export const listNames: EngineCommand<ImageName[]> = {
  args: ['image', 'ls', '--no-trunc', '--format', '{{.Repository}}\t{{.Tag}}\t{{.ID}}'],
  parse: (stdout) =>
    lines(stdout).flatMap((line) => {
      const [repository = '', tag = '', id = ''] = line.split('\t');
      return [repository, tag].includes('<none>') ? [] : [{ repository, tag, id: fullId(id) }];
    }),
};

/** The ids of images with a name, or that no other is built upon, the newest first. */
export const newestImages: EngineCommand<string[]> = {
  args: ['image', 'ls', '--no-trunc', '--quiet'],
  parse: (stdout) => [...new Set(lines(stdout).map(fullId))],
};

/** The ids of images that have no name, but this label: `key` or `key=value`. */
export function listUntaggedIds(label: string): EngineCommand<string[]> {
  return {
    args: ['image', 'ls', '--no-trunc', '--quiet', '--filter', 'dangling=true', '--filter', `label=${label}`],
    parse: (stdout) => [...new Set(lines(stdout).map(fullId))],
  };
}

/** The ids of the containers that run. */
export const listRunning: EngineCommand<string[]> = {
  args: ['container', 'ls', '--no-trunc', '--quiet'],
  parse: lines,
};

/** The ids of the images that containers were made from. */
export function inspectContainerImages(engine: string, containers: readonly string[]): EngineCommand<string[]> {
  return {
    args: ['container', 'inspect', '--format', '{{.Image}}', ...containers],
    parse: (stdout) => lines(stdout).map(fullId),
    explain: ({ stderr }) =>
      /no such container/iu.test(stderr) ? engineLacksImage(engine, containers.join(', ')) : undefined,
  };
}

/** Podman leaves the algorithm out. */
export function fullId(id: string): string {
  return id.startsWith('sha256:') ? id : `sha256:${id}`;
}
