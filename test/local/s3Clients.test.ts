import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/localServer.ts';

const run = promisify(execFile);
const works = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const hasCli = works('aws', '--version');
const python = ['python3', '/usr/bin/python3'].find((command) => works(command, '-c', 'import boto3'));

let server: TestServer;
let work: string;
beforeAll(async () => {
  server = await startServer();
});
beforeEach(async () => {
  work = path.join(server.root, 'work');
  await rm(work, { recursive: true, force: true });
  await mkdir(work);
});
afterAll(() => server.stop());

// The CLI takes a second to start, several on a busy machine, and a test starts it up to a dozen times.
describe.skipIf(!hasCli)('the AWS CLI (needs aws on the PATH)', { timeout: 180_000 }, () => {
  const aws = async (...args: string[]) => {
    const { stdout } = await run('aws', ['--endpoint-url', server.endpoint, ...args], {
      cwd: work,
      env: server.environment,
    });
    return stdout;
  };
  const sha256 = async (file: string) =>
    createHash('sha256')
      .update(await readFile(path.join(work, file)))
      .digest('hex');

  test('knows who it is', async () => {
    expect(JSON.parse(await aws('sts', 'get-caller-identity'))).toMatchObject({ Account: '000000000000' });
  });

  test('makes a bucket, syncs a folder both ways, and removes it all', async () => {
    await aws('s3', 'mb', 's3://synced');
    const files = ['a.txt', 'with space/ü & +.csv', 'deep/er/b.txt', '.hidden'];
    for (const file of files) {
      await mkdir(path.dirname(path.join(work, 'up', file)), { recursive: true });
      await writeFile(path.join(work, 'up', file), `content of ${file}`);
    }
    await aws('s3', 'sync', 'up', 's3://synced/data');
    expect((await aws('s3', 'ls', '--recursive', 's3://synced')).trim().split('\n')).toHaveLength(files.length);
    expect(await aws('s3', 'sync', 'up', 's3://synced/data')).toBe('');
    await aws('s3', 'sync', 's3://synced/data', 'down');
    const entries = await readdir(path.join(work, 'down'), { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).toHaveLength(files.length);
    for (const file of files) expect(await readFile(path.join(work, 'down', file), 'utf8')).toBe(`content of ${file}`);
    await rm(path.join(work, 'up', 'a.txt'));
    expect(await aws('s3', 'sync', '--delete', 'up', 's3://synced/data')).toContain('delete: s3://synced/data/a.txt');
    await aws('s3', 'rb', '--force', 's3://synced');
    expect(await aws('s3', 'ls')).toBe('');
  });

  test('copies 200 MB in parts to S3, inside S3 and back', async () => {
    await aws('s3', 'mb', 's3://large');
    const block = randomBytes(20 * 1024 * 1024);
    await writeFile(path.join(work, 'large'), Buffer.concat(Array.from({ length: 10 }, () => block)));
    await aws('s3', 'cp', '--no-progress', 'large', 's3://large/file');
    await aws('s3', 'cp', '--no-progress', 's3://large/file', 's3://large/copy of file');
    await aws('s3', 'cp', '--no-progress', 's3://large/copy of file', 'back');
    expect(await sha256('back')).toBe(await sha256('large'));
  });

  test('presigns, streams, moves, and says what went wrong', async () => {
    await aws('s3', 'mb', 's3://links');
    await writeFile(path.join(work, 'file'), 'by link');
    await aws('s3', 'cp', 'file', 's3://links/a file+ü');
    const url = await aws('s3', 'presign', 's3://links/a file+ü', '--expires-in', '60');
    expect(await (await fetch(url.trim())).text()).toBe('by link');
    await aws('s3', 'mv', 's3://links/a file+ü', 's3://links/moved');
    expect(await aws('s3', 'cp', 's3://links/moved', '-')).toBe('by link');
    const head = await aws('s3api', 'head-object', '--bucket', 'links', '--key', 'moved');
    expect(JSON.parse(head)).toMatchObject({ ContentLength: 7 });
    const lifecycle = '{"Rules":[{"ID":"r","Status":"Enabled","Filter":{"Prefix":""},"Expiration":{"Days":1}}]}';
    const of = ['--bucket', 'links'];
    await aws('s3api', 'put-bucket-lifecycle-configuration', ...of, '--lifecycle-configuration', lifecycle);
    const answered: unknown = JSON.parse(await aws('s3api', 'get-bucket-lifecycle-configuration', ...of));
    expect(answered).toMatchObject(JSON.parse(lifecycle) as object);
    await aws('s3api', 'put-bucket-versioning', ...of, '--versioning-configuration', 'Status=Enabled');
    await aws('s3', 'rm', 's3://links/moved');
    const versions: unknown = JSON.parse(await aws('s3api', 'list-object-versions', ...of));
    expect(versions).toMatchObject({
      Versions: [{ Key: 'moved', VersionId: 'null', IsLatest: false }],
      DeleteMarkers: [{ Key: 'moved', IsLatest: true }],
    });
    await expect(aws('s3', 'cp', 's3://links/none', '-')).rejects.toThrow('(404)');
    await expect(aws('s3', 'rb', 's3://links')).rejects.toThrow('BucketNotEmpty');
    await expect(aws('s3api', 'get-bucket-website', '--bucket', 'links')).rejects.toThrow('GetBucketWebsite');
    await expect(aws('sagemaker', 'list-models')).rejects.toThrow('signed for as "sagemaker"');
  });
});

describe.skipIf(python === undefined)('boto3 (needs a python3 that has it)', () => {
  const script = `
import boto3, io, sys, urllib.request
from botocore.config import Config
from botocore.exceptions import ClientError
# botocore itself tries a BadDigest again, with pauses.
s3 = boto3.resource("s3", endpoint_url=sys.argv[1], config=Config(retries={"max_attempts": 0}))
bucket = s3.create_bucket(Bucket="from-boto")
assert bucket.creation_date is not None
keys = ["a b+c", "ü/日本", "quote'\\"<&>", "a//b", "trailing/", "back\\\\slash", "tab\\tend"]
for key in keys:
    bucket.put_object(Key=key, Body=key.encode(), Metadata={"k": "v"})
    assert bucket.Object(key).get()["Body"].read() == key.encode(), key
assert sorted(o.key for o in bucket.objects.all()) == sorted(keys)
bucket.upload_fileobj(io.BytesIO(b"x" * 20_000_000), "large")
assert bucket.Object("large").content_length == 20_000_000
client = s3.meta.client
assert client.get_object(Bucket="from-boto", Key="large", Range="bytes=19999990-")["ContentLength"] == 10
for version in ["s3", "s3v4"]:
    signer = boto3.client("s3", endpoint_url=sys.argv[1], config=Config(signature_version=version))
    named = {"Bucket": "from-boto", "Key": "a b+c", "ResponseContentType": "text/x"}
    url = signer.generate_presigned_url("get_object", Params=named)
    answer = urllib.request.urlopen(url)
    assert (answer.read(), answer.headers["Content-Type"]) == (b"a b+c", "text/x"), version
    for altered in [url.replace("a%20b", "a%20c"), url.replace("Expires=", "Expires=1"), url.replace("text", "html")]:
        try:
            urllib.request.urlopen(altered)
            raise AssertionError(altered)
        except urllib.error.HTTPError as error:
            assert error.code == 403 or b"X-Amz-Expires" in error.read(), altered
for call, code in [
    (lambda: client.get_object(Bucket="from-boto", Key="none"), "NoSuchKey"),
    (lambda: client.head_bucket(Bucket="no-such-bucket"), "404"),
    (lambda: client.put_object(Bucket="from-boto", Key="k", Body=b"x", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA=="), "BadDigest"),
    (lambda: client.put_object(Bucket="from-boto", Key="k", Body=b"x", ExpectedBucketOwner="111122223333"), "AccessDenied"),
]:
    try:
        call()
        raise AssertionError(code)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
bucket.Versioning().enable()
bucket.put_object(Key="a b+c", Body=b"newer")
bucket.Object("a b+c").delete()
kept = list(bucket.object_versions.filter(Prefix="a b+c"))
assert sorted((v.id == "null", v.is_latest) for v in kept) == [(False, False), (False, True), (True, False)], kept
assert [v.get()["Body"].read() for v in kept if v.size is not None] == [b"newer", b"a b+c"], kept
bucket.objects.all().delete()
bucket.object_versions.all().delete()
bucket.delete()
print(boto3.client("sts", endpoint_url=sys.argv[1]).get_caller_identity()["Account"])
`;
  test('stores, reads, lists and deletes', async () => {
    const { stdout } = await run(python ?? '', ['-c', script, server.endpoint], { env: server.environment });
    expect(stdout.trim()).toBe('000000000000');
  });
});
