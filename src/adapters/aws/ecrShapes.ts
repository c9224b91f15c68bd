import type {
  AuthorizationData,
  ImageDetail,
  ImageFailure,
  ImageScanFindingsSummary,
  ImageScanStatus,
  Repository as EcrRepository,
} from '@aws-sdk/client-ecr';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { AppError } from '../../core/errors.ts';
import type { ImageScan, RegistryImage, RegistryLogin, Repository } from '../../core/ports/imageRegistry.ts';

export function toRepository(repository: EcrRepository): Repository {
  return {
    name: repository.repositoryName ?? '',
    arn: repository.repositoryArn ?? '',
    uri: repository.repositoryUri ?? '',
    created: repository.createdAt,
    isImmutable: repository.imageTagMutability?.startsWith('IMMUTABLE') === true,
    exceptTags: exceptions(repository),
    scansOnPush: repository.imageScanningConfiguration?.scanOnPush === true,
  };
}

/** Filters count only in the modes that name them. */
function exceptions({ imageTagMutability, imageTagMutabilityExclusionFilters }: EcrRepository): string[] {
  if (imageTagMutability?.endsWith('_WITH_EXCLUSION') !== true) return [];
  return (imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []);
}

export function toImage(image: ImageDetail): RegistryImage {
  return {
    repository: image.repositoryName ?? '',
    digest: image.imageDigest ?? '',
    tags: image.imageTags ?? [],
    size: image.imageSizeInBytes,
    pushed: image.imagePushedAt,
    scan: toScan(image.imageScanStatus, image.imageScanFindingsSummary),
  };
}

/** Types of manifests of one image, and not of a list of them for several platforms. */
export const manifests = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
];

const manifest = z.object({ config: z.object({ digest: z.string() }) });

/** The digest of an image's configuration, as its manifest gives it. */
export function imageIdOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : manifest.safeParse(JSON.parse(text)).data?.config.digest;
}

export function toScan(
  status: ImageScanStatus | undefined,
  summary: ImageScanFindingsSummary | undefined,
): ImageScan | undefined {
  if (status?.status === undefined) return undefined;
  return { status: status.status, findings: { ...summary?.findingSeverityCounts } };
}

/** The user and password that ECR packs into one word of base64. */
export function loginOf(data: AuthorizationData | undefined): RegistryLogin {
  const { authorizationToken = '', proxyEndpoint = '', expiresAt } = data ?? {};
  const pair = Buffer.from(authorizationToken, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const host = proxyEndpoint.replace(/^https?:\/\//u, '').replace(/\/$/u, '');
  if (colon < 1 || host === '')
    throw new AppError('ServiceRefused', l10n.t('Amazon ECR gave no usable login. Try again.'), { action: 'retry' });
  return { host, username: pair.slice(0, colon), password: pair.slice(colon + 1), expires: expiresAt };
}

/** Why an image could not be deleted: ECR answers that in a list, not as an error. `ImageInUse` is Local's own. */
export function deletionFailure(image: string, { failureCode, failureReason = '' }: ImageFailure): AppError {
  const code: string | undefined = failureCode;
  if (code === 'ImageNotFound')
    return new AppError('ImageNotFound', l10n.t('There is no image {0}, or no longer.', image));
  if (code === 'ImageInUse')
    return new AppError(
      'ImageInUse',
      l10n.t('{0} cannot be deleted: a container uses it. Wait until its job has ended, then try again.', image),
      { action: 'retry' },
    );
  return new AppError('ServiceRefused', l10n.t('{0} cannot be deleted: {1}', image, failureReason));
}
