import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import type { Violation } from '../../protocol/model/constraints.ts';
import type { CallContext } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';

/** Amazon ECR's errors, in its own words. */

export function repositoryNotFound(name: string, registryId: string): ServiceError {
  return new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );
}

export function repositoryExists(name: string, registryId: string): ServiceError {
  return new ServiceError(
    'RepositoryAlreadyExistsException',
    `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
  );
}

export function repositoryNotEmpty(name: string, registryId: string): ServiceError {
  return new ServiceError(
    'RepositoryNotEmptyException',
    `The repository with name '${name}' in registry with id '${registryId}' cannot be deleted because it still contains images`,
  );
}

/** Of another account's registry. */
export function notAuthorized(name: string, registryId: string, { caller, region }: CallContext): ServiceError {
  const resource = `arn:aws:ecr:${region}:${registryId}:repository/${name}`;
  return new ServiceError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ecr:CreateRepository on resource: ${resource} because no resource-based policy allows the ecr:CreateRepository action`,
  );
}

export function imageNotFound(image: ImageIdentifier, name: string, registryId: string): ServiceError {
  return new ServiceError(
    'ImageNotFoundException',
    `The image with imageId ${idText(image)} does not exist within the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

export function scanNotFound(image: ImageIdentifier, name: string, registryId: string): ServiceError {
  return new ServiceError(
    'ScanNotFoundException',
    `Image scan does not exist for the image with '${idText(image)}' in the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

export function invalidMember(member: string, constraint: string): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );
}

/** ECR tells the first violation alone, in words of its own. */
export function violatesModel([first]: readonly Violation[]): ServiceError {
  const { path = '', constraint = '' } = first ?? {};
  const words = constraint
    .replace(/^Member must/, 'must')
    .replace(/^must satisfy regular expression pattern: (.*)$/s, "must satisfy regular expression '$1'");
  return invalidMember(path, words);
}

function idText({ imageDigest = 'null', imageTag = 'null' }: ImageIdentifier): string {
  return `{imageDigest:'${imageDigest}', imageTag:'${imageTag}'}`;
}
