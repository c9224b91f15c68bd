import type { RepositoryImage } from '../../registry/registryImages.ts';
import type { JobStore } from '../../store/jobs.ts';

/** Tells which images jobs that run or wait will need. */
export interface ImageUsers {
  /** The name of such a job; undefined when there is none. */
  of(repository: string, image: RepositoryImage): string | undefined;
}

/** By the images that the requests of jobs name, with the host of the registry before them. */
export function createImageUsers(jobs: JobStore, host: string): ImageUsers {
  return {
    of: (repository, { digest, tags }) => {
      const uri = `${host}/${repository}`;
      const names = new Set([uri, `${uri}@${digest}`, ...tags.map((tag) => `${uri}:${tag}`)]);
      const user = jobs.unfinished().find(({ request }) => {
        const image = request.AppSpecification?.ImageUri ?? '';
        return names.has(image) || (image.startsWith(`${uri}:`) && image.endsWith(`@${digest}`));
      });
      return user?.name;
    },
  };
}
