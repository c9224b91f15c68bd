import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import type { ObjectStore, StoredObject, TransferOptions } from '../../core/ports/objectStore.ts';
import { parseS3Uri, s3Uri } from '../../core/storage/s3Uri.ts';
import { atomically } from '../files/atomicWrite.ts';
import { abortOption } from './abortOption.ts';
import { isNotFound, statusOf } from './errors.ts';
import type { Session } from './session.ts';

/** HTTP: the range begins past the object's end. */
const rangePastEnd = 416;
/** Files up to this size go in one request; larger ones in parts. */
const multipartFrom = 16 * 1024 * 1024;

export interface ObjectStoreOptions {
  readonly session: Session;
  /**
   * The account that must own a bucket; undefined when any may. Given for SageMaker's default bucket: its name can be guessed, so somebody
   * else could have made it to read what is sent there.
   */
  readonly expectedOwner: (bucket: string) => string | undefined;
}

/** Objects over S3's API. */
export function createObjectStore({ session, expectedOwner }: ObjectStoreOptions): ObjectStore {
  const location = (uri: string): { Bucket: string; Key: string } => {
    const { bucket, key } = parseS3Uri(uri);
    return { Bucket: bucket, Key: key };
  };
  const owner = (bucket: string): { ExpectedBucketOwner?: string } => {
    const account = expectedOwner(bucket);
    return account === undefined ? {} : { ExpectedBucketOwner: account };
  };
  const put = (uri: string, body: Uint8Array | string, { signal, onProgress }: TransferOptions = {}): Promise<void> =>
    session.send({ action: 's3:PutObject', resource: uri }, async ({ s3 }) => {
      const target = location(uri);
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      await s3.send(
        new PutObjectCommand({ ...target, ...owner(target.Bucket), Body: bytes, ContentLength: bytes.length }),
        abortOption(signal),
      );
      onProgress?.(bytes.length, bytes.length);
    });
  return {
    bucketExists: (bucket, signal) =>
      session.send({ action: 's3:ListBucket', resource: bucket }, async ({ s3 }) => {
        try {
          await s3.send(new HeadBucketCommand({ Bucket: bucket, ...owner(bucket) }), abortOption(signal));
          return true;
        } catch (error) {
          if (isNotFound(error)) return false;
          if (statusOf(error) === 403 && expectedOwner(bucket) !== undefined) throw notOwned(bucket, error);
          throw error;
        }
      }),
    createBucket: async (bucket, signal) => {
      const { region } = session;
      await session.send({ action: 's3:CreateBucket', resource: bucket }, ({ s3 }) =>
        s3.send(
          new CreateBucketCommand({
            Bucket: bucket,
            ...(region !== 'us-east-1' && {
              CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
            }),
          }),
          abortOption(signal),
        ),
      );
    },
    put,
    putFile: async (uri, file, options = {}) => {
      const { size } = await fs.stat(file);
      if (size <= multipartFrom) {
        await put(uri, await fs.readFile(file), options);
        return;
      }
      const { uploadInParts } = await import('./uploadInParts.ts');
      const target = location(uri);
      await session.send({ action: 's3:PutObject', resource: uri }, ({ s3 }) =>
        uploadInParts(s3, { ...target, ...owner(target.Bucket) }, { file, size }, options),
      );
    },
    async *list(uri, signal) {
      const { Bucket, Key: Prefix } = location(uri);
      let token: string | undefined;
      do {
        const page = await session.send({ action: 's3:ListBucket', resource: uri }, ({ s3 }) =>
          s3.send(
            new ListObjectsV2Command({ Bucket, Prefix, ...(token !== undefined && { ContinuationToken: token }) }),
            abortOption(signal),
          ),
        );
        for (const {
          Key: key,
          Size: size = 0,
          LastModified: lastModified = new Date(0),
          ETag: etag,
        } of page.Contents ?? []) {
          if (key !== undefined) yield { uri: s3Uri(Bucket, key), key, size, lastModified, etag };
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
    head: (uri, signal) =>
      session.send({ action: 's3:GetObject', resource: uri }, async ({ s3 }): Promise<StoredObject> => {
        const target = location(uri);
        const answer = await s3.send(new HeadObjectCommand(target), abortOption(signal));
        return {
          uri,
          key: target.Key,
          size: answer.ContentLength ?? 0,
          lastModified: answer.LastModified ?? new Date(0),
          etag: answer.ETag,
        };
      }),
    read: (uri, range, signal) =>
      session.send({ action: 's3:GetObject', resource: uri }, async ({ s3 }) => {
        const command = new GetObjectCommand({
          ...location(uri),
          ...(range && { Range: `bytes=${range.start}-${range.end}` }),
        });
        try {
          const { Body: body } = await s3.send(command, abortOption(signal));
          return (await body?.transformToByteArray()) ?? new Uint8Array();
        } catch (error) {
          if (statusOf(error) === rangePastEnd) return new Uint8Array();
          throw error;
        }
      }),
    download: (uri, file, { signal, onProgress } = {}) =>
      session.send({ action: 's3:GetObject', resource: uri }, async ({ s3 }) => {
        const answer = await s3.send(new GetObjectCommand(location(uri)), abortOption(signal));
        const { Body: body, ContentLength: total = 0 } = answer;
        try {
          await atomically(file, (temporary) =>
            save(body as AsyncIterable<Uint8Array>, temporary, (done) => onProgress?.(done, total), signal),
          );
        } catch (error) {
          signal?.throwIfAborted();
          throw error;
        }
      }),
  };
}

async function save(
  body: AsyncIterable<Uint8Array>,
  file: string,
  onProgress: (done: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let done = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      done += chunk.length;
      onProgress(done);
      yield chunk;
    }
  };
  await pipeline(counted, createWriteStream(file, { flags: 'wx' }), signal ? { signal } : {});
}

function notOwned(bucket: string, cause: unknown): AppError {
  return new AppError(
    'BucketNotOwned',
    l10n.t(
      'The bucket {0} belongs to another AWS account, or this profile may not use it. Nothing was sent there; choose another bucket.',
      bucket,
    ),
    { cause, action: 'selectConnection' },
  );
}
