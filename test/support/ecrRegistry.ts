import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AwsConnection } from '../../src/core/connection.ts';
import { ecrService, type EcrStores } from '../../src/local/operations/ecr/index.ts';
import type { JsonService } from '../../src/local/protocol/jsonProtocol.ts';
import { ServiceError } from '../../src/local/protocol/serviceError.ts';
import { startRegistry, type Registry } from './docker/registry.ts';
import { ecrRefuses, isPush, taggedBy, type RegistryFaults } from './docker/registryFaults.ts';
import { registryImages } from './docker/registryImages.ts';
import { startSageMaker, type TestSageMaker } from './localSageMaker.ts';

/**
 * An account of AWS for tests of images: SageMaker, S3, STS and CloudWatch Logs as Local serves them, and an Amazon ECR whose repositories
 * are in a real registry with a password. Repository URIs are `127.0.0.1:PORT/name`. As with AWS, a repository has to be created before
 * something is pushed to it, and an immutable one takes no tag twice.
 */
export interface EcrAccount {
  readonly sageMaker: TestSageMaker;
  readonly registry: Registry;
  /** What a user's machine knows of the account: for `process.env`, or the workbench's. */
  readonly environment: Readonly<Record<string, string>>;
  /** The connection to it, through the profile of `environment`. */
  readonly connection: AwsConnection;
  /** What goes wrong from now on. */
  readonly faults: EcrFaults;
  stop(): Promise<void>;
}

export interface EcrFaults {
  /** Operations, such as `CreateRepository`, that the user may not do. */
  denied: readonly string[];
  /** The password that ECR hands out instead of the registry's own: one that has expired, or was never good. */
  password?: string | undefined;
  /** Asked first about every request to the registry. */
  refuse?: RegistryFaults['refuse'];
}

const account = '000000000000';

export async function startEcrAccount(): Promise<EcrAccount> {
  const registry = await startRegistry();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-account-'));
  const faults: EcrFaults = { denied: [] };
  let stores: EcrStores | undefined;
  const tagged = new Set<string>();
  registry.faults.refuse = (request) => {
    const refusal = faults.refuse?.(request);
    if (refusal !== undefined || !isPush(request)) return refusal;
    const [, name = ''] = /^\/v2\/(.+)\/(?:blobs|manifests)\//u.exec(request.url ?? '') ?? [];
    const repository = stores?.repositories.find(name);
    if (repository === undefined) return ecrRefuses.noRepository(name, account);
    const { tag } = taggedBy(request) ?? {};
    if (tag === undefined) return undefined;
    if (tagged.has(`${name}:${tag}`) && repository.tagMutability === 'IMMUTABLE')
      return ecrRefuses.immutable(name, tag);
    tagged.add(`${name}:${tag}`);
    return undefined;
  };
  const sageMaker = await startSageMaker({
    ecr: (own) => {
      stores = own;
      return refusing(
        ecrService(
          own,
          registryImages(registry, () => faults.password ?? registry.password),
        ),
        faults,
      );
    },
  });
  const { endpoint, accessKeyId, secretAccessKey } = sageMaker.announcement;
  await fs.writeFile(path.join(folder, 'config'), '[profile study]\nregion = us-east-1\n');
  await fs.writeFile(
    path.join(folder, 'credentials'),
    `[study]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  return {
    sageMaker,
    registry,
    faults,
    environment: {
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AWS_ENDPOINT_URL: endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    connection: {
      kind: 'aws',
      profile: 'study',
      region: 'us-east-1',
      roleArn: `arn:aws:iam::${account}:role/study`,
    },
    stop: async () => {
      await sageMaker.stop();
      await registry.stop();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}

/** A service with the faults before its operations. */
function refusing(service: JsonService, faults: EcrFaults): JsonService {
  return {
    ...service,
    operations: service.operations.map((operation) => ({
      ...operation,
      run: (input, context) => {
        const { name } = operation;
        if (!faults.denied.includes(name)) return operation.run(input, context);
        throw new ServiceError(
          'AccessDeniedException',
          `User: arn:aws:iam::${account}:user/study is not authorized to perform: ecr:${name} on resource: arn:aws:ecr:us-east-1:${account}:repository/* because no identity-based policy allows the ecr:${name} action`,
        );
      },
    })),
  };
}
