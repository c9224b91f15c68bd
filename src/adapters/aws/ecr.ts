import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import { repositoryConsoleUrl } from '../../core/aws/partition.ts';
import type { ImageRegistry, RegistryImage, RegistryLogin, Repository } from '../../core/ports/imageRegistry.ts';
import { abortOption } from './abortOption.ts';
import { deletionFailure, imageIdOf, loginOf, manifests, toImage, toRepository, toScan } from './ecrShapes.ts';
import { isNotFound } from './errors.ts';
import type { Session } from './session.ts';

/** Repositories or images that one answer holds at most. */
const pageSize = 1000;

export interface ImageRegistryOptions {
  readonly session: Session;
  /** True on Local: the engine's own images are the registry. */
  readonly isEngine: boolean;
}

/** Repositories and images over Amazon ECR's API. */
export function createImageRegistry({ session, isEngine }: ImageRegistryOptions): ImageRegistry {
  return {
    isEngine,
    repositories: async function* (signal) {
      yield* await session.send({ action: 'ecr:DescribeRepositories' }, async ({ ecr }) => {
        const found: Repository[] = [];
        const pages = paginateDescribeRepositories({ client: ecr }, { maxResults: pageSize }, abortOption(signal));
        for await (const page of pages) found.push(...(page.repositories ?? []).map(toRepository));
        return found.sort((a, b) => (a.name < b.name ? -1 : 1));
      });
    },
    findRepository: (name, signal) =>
      session.send({ action: 'ecr:DescribeRepositories', resource: name }, async ({ ecr }) => {
        try {
          const command = new DescribeRepositoriesCommand({ repositoryNames: [name] });
          const [found] = (await ecr.send(command, abortOption(signal))).repositories ?? [];
          return found && toRepository(found);
        } catch (error) {
          if (isNotFound(error)) return undefined;
          throw error;
        }
      }),
    uriOf: async (repository, signal) => `${(await logIn(session, signal)).host}/${repository}`,
    createRepository: (name, signal) =>
      session.send({ action: 'ecr:CreateRepository', resource: name }, async ({ ecr }) => {
        const { repository = {} } = await ecr.send(
          new CreateRepositoryCommand({ repositoryName: name, imageScanningConfiguration: { scanOnPush: true } }),
          abortOption(signal),
        );
        return toRepository(repository);
      }),
    deleteRepository: async (name, { force }, signal) => {
      await session.send({ action: 'ecr:DeleteRepository', resource: name }, ({ ecr }) =>
        ecr.send(new DeleteRepositoryCommand({ repositoryName: name, force }), abortOption(signal)),
      );
    },
    images: async function* (repository, signal) {
      yield* await session.send({ action: 'ecr:DescribeImages', resource: repository }, async ({ ecr }) => {
        const found: RegistryImage[] = [];
        const input = { repositoryName: repository, maxResults: pageSize };
        for await (const page of paginateDescribeImages({ client: ecr }, input, abortOption(signal)))
          found.push(...(page.imageDetails ?? []).map(toImage));
        return found;
      });
    },
    findImage: (repository, tagOrDigest, signal) =>
      session.send({ action: 'ecr:DescribeImages', resource: repository }, async ({ ecr }) => {
        const id = tagOrDigest.startsWith('sha256:') ? { imageDigest: tagOrDigest } : { imageTag: tagOrDigest };
        try {
          const command = new DescribeImagesCommand({ repositoryName: repository, imageIds: [id] });
          const [found] = (await ecr.send(command, abortOption(signal))).imageDetails ?? [];
          return found && toImage(found);
        } catch (error) {
          if (isNotFound(error)) return undefined;
          throw error;
        }
      }),
    imageId: async (repository, digest, signal) => {
      try {
        return await session.send({ action: 'ecr:BatchGetImage', resource: repository }, async ({ ecr }) => {
          const input = {
            repositoryName: repository,
            imageIds: [{ imageDigest: digest }],
            acceptedMediaTypes: manifests,
          };
          const { images: [image] = [] } = await ecr.send(new BatchGetImageCommand(input), abortOption(signal));
          return imageIdOf(image?.imageManifest);
        });
      } catch {
        // It is there to spare a push, which fails in its own words where this did.
        signal?.throwIfAborted();
        return undefined;
      }
    },
    deleteImage: (repository, digest, signal) =>
      session.send({ action: 'ecr:BatchDeleteImage', resource: repository }, async ({ ecr }) => {
        const { failures = [] } = await ecr.send(
          new BatchDeleteImageCommand({ repositoryName: repository, imageIds: [{ imageDigest: digest }] }),
          abortOption(signal),
        );
        const [failure] = failures;
        if (failure !== undefined) throw deletionFailure(`${repository}@${digest}`, failure);
      }),
    scan: (repository, digest, signal) =>
      session.send({ action: 'ecr:DescribeImageScanFindings', resource: repository }, async ({ ecr }) => {
        try {
          const { imageScanStatus, imageScanFindings } = await ecr.send(
            new DescribeImageScanFindingsCommand({
              repositoryName: repository,
              imageId: { imageDigest: digest },
              maxResults: 1,
            }),
            abortOption(signal),
          );
          return toScan(imageScanStatus, imageScanFindings);
        } catch (error) {
          if (isNotFound(error)) return undefined;
          throw error;
        }
      }),
    login: (signal) => (isEngine ? Promise.resolve(undefined) : logIn(session, signal)),
    consoleUrl: ({ arn, name }, digest) =>
      isEngine ? undefined : repositoryConsoleUrl(session.region, arn.split(':')[4] ?? '', name, digest),
  };
}

function logIn(session: Session, signal: AbortSignal | undefined): Promise<RegistryLogin> {
  return session.send({ action: 'ecr:GetAuthorizationToken' }, async ({ ecr }) => {
    const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}), abortOption(signal));
    return loginOf(authorizationData?.[0]);
  });
}
