import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, expect, test } from 'vitest';
import { startBucket } from '../support/s3Bucket.ts';

const Bucket = 'versioned';
const { server, s3, put, get, blobFiles } = await startBucket(Bucket);
afterAll(() => server.stop());

const turn = (Status: 'Enabled' | 'Suspended', bucket = Bucket) =>
  s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));
const remove = (Key: string, VersionId?: string) => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));

/** The key's versions as they are listed, newest first: id, and what is said of it. */
async function history(Key: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
  const all = [
    ...Versions.map(({ VersionId, IsLatest, Size }) => ({ VersionId, IsLatest, kind: `${String(Size)} bytes` })),
    ...DeleteMarkers.map(({ VersionId, IsLatest }) => ({ VersionId, IsLatest, kind: 'deleted' })),
  ];
  return all.map(({ VersionId, IsLatest, kind }) => `${VersionId ?? ''} ${kind}${IsLatest === true ? ' latest' : ''}`);
}

test('a versioned bucket keeps what is replaced and what is deleted, and gives each back by its id', async () => {
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  expect((await put('a', 'before')).VersionId).toBeUndefined();
  await turn('Enabled');
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  const { VersionId: one = '' } = await put('a', 'one');
  const { VersionId: two = '' } = await put('a', 'second');
  const deleted = await remove('a');
  expect(deleted.DeleteMarker).toBe(true);
  const marker = deleted.VersionId ?? '';
  expect(await history('a')).toEqual([`${two} 6 bytes`, `${one} 3 bytes`, 'null 6 bytes', `${marker} deleted latest`]);

  await expect(get('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(get('a', { VersionId: marker })).rejects.toMatchObject({ name: 'MethodNotAllowed' });
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(await get('a', { VersionId: one })).toMatchObject({ text: 'one', VersionId: one });
  expect(await get('a', { VersionId: 'null' })).toMatchObject({ text: 'before', VersionId: 'null' });
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a', VersionId: two }))).toMatchObject({
    ContentLength: 6,
  });

  // Taking the marker away brings the object back; taking the latest away brings the one before.
  expect(await remove('a', marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
  expect((await get('a')).text).toBe('second');
  await remove('a', two);
  expect((await get('a')).text).toBe('one');
  expect(await history('a')).toEqual([`${one} 3 bytes latest`, 'null 6 bytes']);
});

test('an id of no version changes nothing, in a bucket with versions and in one without', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
  await turn('Enabled');
  for (const bucket of ['plain', Bucket]) {
    await put('kept');
    await s3.send(
      new CopyObjectCommand({ Bucket: bucket, Key: 'there', CopySource: `${Bucket}/kept`, ContentType: 'text/plain' }),
    );
    const at = { Bucket: bucket, Key: 'there' };
    const ofNone = 'A'.repeat(32);
    await expect(s3.send(new DeleteObjectCommand({ ...at, VersionId: 'no-id' }))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await s3.send(new DeleteObjectCommand({ ...at, VersionId: ofNone }));
    const many = {
      Objects: [
        { Key: 'there', VersionId: ofNone },
        { Key: 'there', VersionId: 'no-id' },
      ],
    };
    const { Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: many }));
    expect(Errors).toMatchObject([{ Key: 'there', VersionId: 'no-id', Code: 'InvalidArgument' }]);
    expect((await s3.send(new HeadObjectCommand(at))).ContentLength).toBe(4);
    await expect(get('kept', { VersionId: ofNone })).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const copy = { ...at, Key: 'copy', CopySource: `${Bucket}/kept?versionId=${ofNone}` };
    await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject({ name: 'NoSuchVersion' });
  }
});

test('suspended versioning writes the null version over itself and leaves the others', async () => {
  await turn('Suspended');
  await put('s', 'null one');
  await turn('Enabled');
  const { VersionId: kept = '' } = await put('s', 'kept');
  await turn('Suspended');
  expect((await put('s', 'null again')).VersionId).toBe('null');
  expect(await history('s')).toEqual(['null 10 bytes latest', `${kept} 4 bytes`]);
  expect(await remove('s')).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
  expect(await history('s')).toEqual([`${kept} 4 bytes`, 'null deleted latest']);
  await remove('s', 'null');
  expect((await get('s')).text).toBe('kept');
});

test('tags, copies, attributes and multipart uploads know versions', async () => {
  await turn('Enabled');
  const { VersionId: old = '' } = await put('tagged', 'old');
  await put('tagged', 'new');
  const tags = { Tagging: { TagSet: [{ Key: 'of', Value: 'old' }] } };
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', VersionId: old, ...tags }));
  const tagsOf = (VersionId?: string) => s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged', VersionId }));
  expect(await tagsOf(old)).toMatchObject({ TagSet: tags.Tagging.TagSet, VersionId: old });
  expect((await tagsOf()).TagSet).toEqual([]);

  const copied = await s3.send(
    new CopyObjectCommand({ Bucket, Key: 'tagged', CopySource: `/${Bucket}/tagged?versionId=${old}` }),
  );
  expect(copied.CopySourceVersionId).toBe(old);
  expect(await get('tagged')).toMatchObject({ text: 'old', VersionId: copied.VersionId, TagCount: 1 });
  const attributes = new GetObjectAttributesCommand({
    ...{ Bucket, Key: 'tagged', VersionId: old },
    ObjectAttributes: ['ObjectSize', 'ETag'],
  });
  expect(await s3.send(attributes)).toMatchObject({
    ...{ VersionId: old, ObjectSize: 3, ETag: '149603e6c03516362a8da23f624db945' },
  });

  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'tagged' }));
  const upload = { Bucket, Key: 'tagged', UploadId };
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'in parts' }));
  const complete = new CompleteMultipartUploadCommand({
    ...upload,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
  });
  const { VersionId } = await s3.send(complete);
  expect(await get('tagged')).toMatchObject({ text: 'in parts', VersionId });
  expect((await s3.send(complete)).VersionId).toBe(VersionId);
  expect(await history('tagged')).toHaveLength(4);
});

test('listings of versions page, fold, and go on behind a version that was deleted meanwhile', async () => {
  await turn('Enabled');
  for (const key of ['p/1', 'p/1', 'p/2', 'p/q/1', 'p/q/1', 'p/r', 'p/r', 'p/r']) await put(key);
  const list = (more: object) => s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'p/', ...more }));
  const folded = await list({ Delimiter: '/' });
  expect(folded.Versions?.map(({ Key }) => Key)).toEqual(['p/1', 'p/1', 'p/2', 'p/r', 'p/r', 'p/r']);
  expect(folded.CommonPrefixes).toEqual([{ Prefix: 'p/q/' }]);
  const whole = (await list({})).Versions?.map(({ VersionId }) => VersionId) ?? [];
  expect(whole).toHaveLength(8);

  const paged: (string | undefined)[] = [];
  let markers: object = {};
  for (let more: boolean | undefined = true; more === true;) {
    const page = await list({ MaxKeys: 3, ...markers });
    paged.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    more = page.IsTruncated;
    // As every program does that empties a bucket.
    const Objects = (page.Versions ?? []).map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
  expect(paged).toEqual(whole);
  expect((await list({})).Versions ?? []).toEqual([]);
});

test('a bucket goes when its last version has, and no file of them is left', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'emptied' }));
  const before = await blobFiles();
  await turn('Enabled', 'emptied');
  const copy = { Bucket: 'emptied', Key: 'k', CopySource: `${Bucket}/kept` };
  for (let round = 0; round < 3; round++) await s3.send(new CopyObjectCommand(copy));
  await s3.send(new DeleteObjectCommand({ Bucket: 'emptied', Key: 'k' }));
  expect(await blobFiles()).toHaveLength(before.length + 3);
  const gone = new DeleteBucketCommand({ Bucket: 'emptied' });
  await expect(s3.send(gone)).rejects.toThrow('You must delete all versions in the bucket');
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'emptied' }));
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket: 'emptied', Delete: { Objects } }));
  expect(Deleted?.filter(({ DeleteMarker }) => DeleteMarker)).toMatchObject([
    { DeleteMarkerVersionId: DeleteMarkers[0]?.VersionId },
  ]);
  await s3.send(gone);
  expect(await blobFiles()).toEqual(before);
});
