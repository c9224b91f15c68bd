import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startBucket } from '../support/s3Bucket.ts';
import { signChunks, signedRequest } from '../support/signedRequest.ts';

const Bucket = 'a-bucket';
const { server, s3 } = await startBucket(Bucket);
beforeEach(() => {
  server.shiftClock(0);
});
afterAll(() => server.stop());

const keys = async () => ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);

function raw(url: string, options: RequestOptions, body?: Buffer | string) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const request = httpRequest(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, text });
      });
    });
    request.on('error', reject).end(body);
  });
}

test('presigned URLs put and get, also keys with strange characters', async () => {
  const Key = 'presigned/ü +&=?.txt';
  const putUrl = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentType: 'text/plain' }));
  expect(
    (await fetch(putUrl, { method: 'PUT', body: 'by URL', headers: { 'Content-Type': 'text/plain' } })).status,
  ).toBe(200);
  const command = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'attachment; filename="a b.txt"' });
  const getUrl = await getSignedUrl(s3, command, { expiresIn: 120 });
  const answer = await fetch(getUrl);
  expect(await answer.text()).toBe('by URL');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a b.txt"');
  const unwritable = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'attachment; filename="日本"' });
  expect(await (await fetch(await getSignedUrl(s3, unwritable))).text()).toContain('ISO-8859-1');
  for (const [altered, code] of [
    [getUrl.replace('presigned/', 'other/'), 'SignatureDoesNotMatch'],
    [getUrl.replace('X-Amz-Expires=120', 'X-Amz-Expires=9999'), 'SignatureDoesNotMatch'],
    [getUrl.replace(/&?X-Amz-Signature=[0-9a-f]+/, ''), 'AuthorizationHeaderMalformed'],
  ] as const) {
    expect(await (await fetch(altered)).text()).toContain(`<Code>${code}</Code>`);
  }
  const withHeader = await fetch(putUrl, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-added': '1' } });
  expect(await withHeader.text()).toContain('not signed');
  server.shiftClock(121_000);
  const expired = await fetch(getUrl);
  expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
});

test('a request unsigned, wrongly signed, replayed later or under a foreign host changes nothing', async () => {
  const before = await keys();
  const url = `${server.endpoint}/${Bucket}/refused`;
  const unsigned = await raw(url, { method: 'PUT' }, 'content');
  expect(unsigned).toMatchObject({ status: 403, text: expect.stringContaining('<Code>AccessDenied</Code>') as string });
  const credentials = { ...server.client.credentials, secretAccessKey: 'wrong' };
  const stranger = new S3Client({ ...server.client, credentials, maxAttempts: 1 });
  const put = new PutObjectCommand({ Bucket, Key: 'refused', Body: 'content' });
  await expect(stranger.send(put)).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    $metadata: { httpStatusCode: 403 },
  });

  const signed = await signedRequest(server.client, { method: 'PUT', path: `/${Bucket}/refused`, body: 'content' });
  const foreign = await raw(url, { method: 'PUT', headers: { ...signed, host: 'attacker.example' } }, 'content');
  expect(foreign.status).toBe(403);
  const changedBody = await raw(url, { method: 'PUT', headers: signed }, 'CONTENT');
  expect(changedBody.text).toContain('XAmzContentSHA256Mismatch');
  server.shiftClock(15 * 60_000 + 2000);
  const late = await raw(url, { method: 'PUT', headers: signed }, 'content');
  expect(late).toMatchObject({
    status: 403,
    text: expect.stringContaining('<Code>RequestTimeTooSkewed</Code>') as string,
  });
  server.shiftClock(0);
  expect(await keys()).toEqual(before);
  expect((await raw(url, { method: 'PUT', headers: signed }, 'content')).status).toBe(200);
});

test('a body signed chunk by chunk is verified chunk by chunk', async () => {
  const content = randomBytes(200_000);
  const path = `/${Bucket}/chunked`;
  const checksum = createHash('sha256').update(content).digest('base64');
  for (const trailers of [undefined, { 'x-amz-checksum-sha256': checksum }]) {
    const { headers, body } = await signChunks(server.client, path, content, 65_536, trailers);
    const url = server.endpoint + path;
    expect((await raw(url, { method: 'PUT', headers }, body)).text).toBe('');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'chunked' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(content)).toBe(true);
    const tampered = Buffer.from(body);
    tampered.writeUInt8((tampered.readUInt8(100_000) + 1) % 256, 100_000);
    expect((await raw(url, { method: 'PUT', headers }, tampered)).text).toContain('SignatureDoesNotMatch');
  }
  const other = createHash('sha256').update('other').digest('base64');
  const wrong = await signChunks(server.client, path, content, 65_536, {
    'x-amz-checksum-sha256': other,
  });
  const refused = await raw(server.endpoint + path, { method: 'PUT', headers: wrong.headers }, wrong.body);
  expect(refused.text).toContain('BadDigest');
});

test('a client that asks first gets its refusal before it sends the body', async () => {
  const headers = { Expect: '100-continue', 'Content-Length': '1000000000' };
  const answer = await new Promise<{ status: number | undefined; continued: boolean }>((resolve, reject) => {
    let continued = false;
    const request = httpRequest(`${server.endpoint}/${Bucket}/asked`, { method: 'PUT', headers }, (response) => {
      resolve({ status: response.statusCode, continued });
      request.destroy();
    });
    request.on('continue', () => (continued = true));
    request.on('error', reject);
    request.flushHeaders();
  });
  expect(answer).toEqual({ status: 403, continued: false });
});
