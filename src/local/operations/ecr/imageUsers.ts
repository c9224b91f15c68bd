import { withoutHost, type RegistryHosts } from '../../registry/registryHosts.ts';
import type { RepositoryImage } from '../../registry/registryImages.ts';
import type { JobStore } from '../../store/jobs.ts';

/** Tells which images jobs that run or wait will need. */
export interface ImageUsers {
  /** The name of such a job; undefined when there is none. */
  of(repository: string, image: RepositoryImage): string | undefined;
}

/** By the images that the requests of jobs name, with a host of the registry before them. */
export function createImageUsers(jobs: JobStore, hosts: RegistryHosts): ImageUsers {
  return {
    of: (repository, { digest, tags }) => {
      const names = new Set([repository, `${repository}@${digest}`, ...tags.map((tag) => `${repository}:${tag}`)]);
      const user = jobs.unfinished().find(({ plan }) => {
        const image = withoutHost(hosts, plan.image) ?? '';
        return names.has(image) || (image.startsWith(`${repository}:`) && image.endsWith(`@${digest}`));
      });
      return user?.ref.name;
    },
  };
}
