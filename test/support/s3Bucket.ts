import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandOutput,
  type PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { startServer, type TestServer } from './localServer.ts';

export interface TestBucket {
  readonly server: TestServer;
  /** Tries nothing twice, so that a failure is seen as it is. */
  readonly s3: S3Client;
  readonly put: (key: string, body?: string | Uint8Array) => Promise<PutObjectCommandOutput>;
  readonly get: (key: string, more?: object) => Promise<Omit<GetObjectCommandOutput, 'Body'> & { text: string }>;
  /** Every file below the server's object folder. */
  readonly blobFiles: () => Promise<string[]>;
}

/** Local SageMaker with a bucket in it. */
export async function startBucket(Bucket: string): Promise<TestBucket> {
  const server = await startServer();
  const s3 = new S3Client({ ...server.client, maxAttempts: 1 });
  await s3.send(new CreateBucketCommand({ Bucket }));
  return {
    server,
    s3,
    put: (Key, Body = Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body })),
    get: async (Key, more = {}) => {
      const { Body, ...rest } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
      return { ...rest, text: (await Body?.transformToString()) ?? '' };
    },
    blobFiles: async () => {
      const entries = await readdir(path.join(server.root, 'objects'), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
  };
}
