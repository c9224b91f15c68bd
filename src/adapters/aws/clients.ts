import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { STSClient } from '@aws-sdk/client-sts';
import { HttpRequest } from '@smithy/core/protocols';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

export interface ClientSettings {
  readonly region: string;
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Of every service; the SDK's own resolution (AWS_ENDPOINT_URL and its kin) when absent. Implies path-style S3. */
  readonly endpoint?: string;
  /** Of each call, the first included; 4 when absent. */
  readonly maxAttempts?: number;
}

/** The SDK's clients of one connection, each made on first use. Connections are kept alive and shared by all calls of a client. */
export interface Clients {
  readonly sagemaker: SageMakerClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly ecr: ECRClient;
  readonly sts: STSClient;
  /** For a client that is made elsewhere. */
  readonly settings: ClientSettings;
  destroy(): void;
}

export function createClients(settings: ClientSettings): Clients {
  const { endpoint } = settings;
  const common = {
    maxAttempts: 4,
    ...settings,
    requestHandler: {
      connectionTimeout: 20_000,
      requestTimeout: 60_000,
      httpsAgent: { maxSockets: 64 },
      httpAgent: { maxSockets: 64 },
    },
  };
  const made: { destroy(): void }[] = [];
  const once = <T extends { destroy(): void }>(make: () => T): (() => T) => {
    let client: T | undefined;
    return () => {
      if (client === undefined) made.push((client = make()));
      return client;
    };
  };
  const sagemaker = once(() => new SageMakerClient(common));
  const logs = once(() => new CloudWatchLogsClient(common));
  const s3 = once(() => {
    const client = new S3Client({ ...common, forcePathStyle: endpoint !== undefined || hasOwnEndpoint() });
    if (endpoint !== undefined) leaveBodiesUnsigned(client);
    return client;
  });
  const ecr = once(() => new ECRClient(common));
  const sts = once(() => new STSClient(common));
  return {
    get sagemaker() {
      return sagemaker();
    },
    get logs() {
      return logs();
    },
    get s3() {
      return s3();
    },
    get ecr() {
      return ecr();
    },
    get sts() {
      return sts();
    },
    settings,
    destroy: () => {
      for (const client of made) client.destroy();
    },
  };
}

/** True when the environment sends S3's calls elsewhere: what stands there seldom has a host name for each bucket. */
function hasOwnEndpoint(): boolean {
  return (process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'] ?? '') !== '';
}

/**
 * Over https the SDK leaves bodies out of the signature, over http it hashes them. On the loopback address nobody stands between, and the
 * CRC that goes along tells a damaged body: hashing 200 MB twice would only cost time.
 */
function leaveBodiesUnsigned(client: S3Client): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (HttpRequest.isInstance(request) && request.body !== undefined)
        request.headers['x-amz-content-sha256'] ??= 'UNSIGNED-PAYLOAD';
      return next(args);
    },
    { name: 'leaveBodiesUnsigned', step: 'build' },
  );
}
