import {
  CreateBucketCommand,
  DeleteBucketEncryptionCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetObjectAclCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { startBucket } from '../support/s3Bucket.ts';
import { startServer } from '../support/localServer.ts';
import { signedFetch } from '../support/signedRequest.ts';

const Bucket = 'a-bucket';
const { server, s3, put } = await startBucket(Bucket);
afterAll(() => server.stop());

describe('the region of a bucket', () => {
  const make = (client: S3Client, name: string, location?: string) =>
    client.send(
      new CreateBucketCommand({
        Bucket: name,
        ...(location !== undefined && {
          CreateBucketConfiguration: { LocationConstraint: location as BucketLocationConstraint },
        }),
      }),
    );

  test('is the one that its creation names, where S3 makes buckets for all regions', async () => {
    expect((await make(s3, 'far', 'ap-south-1')).Location).toBe('http://far.s3.amazonaws.com/');
    expect((await make(s3, Bucket)).Location).toBe(`/${Bucket}`);
    await make(s3, 'old-name', 'EU');
    const located = async (name: string) => [
      (await s3.send(new GetBucketLocationCommand({ Bucket: name }))).LocationConstraint,
      (await s3.send(new HeadBucketCommand({ Bucket: name }))).BucketRegion,
    ];
    expect(await located(Bucket)).toEqual([undefined, 'us-east-1']);
    expect(await located('far')).toEqual(['ap-south-1', 'ap-south-1']);
    expect(await located('old-name')).toEqual(['eu-west-1', 'eu-west-1']);
    await expect(make(s3, 'x-1', 'us-east-1')).rejects.toMatchObject({ name: 'InvalidLocationConstraint' });
    await expect(make(s3, 'x-1', 'nowhere')).rejects.toMatchObject({ name: 'InvalidLocationConstraint' });
    const { Buckets } = await s3.send(new ListBucketsCommand({ BucketRegion: 'ap-south-1' }));
    expect(Buckets).toMatchObject([{ Name: 'far', BucketRegion: 'ap-south-1' }]);
    const page = await s3.send(new ListBucketsCommand({ MaxBuckets: 2 }));
    expect(page.Buckets?.map(({ Name }) => Name)).toEqual([Bucket, 'far']);
    const { ContinuationToken } = page;
    const rest = await s3.send(new ListBucketsCommand({ MaxBuckets: 2, ContinuationToken }));
    expect(rest.Buckets?.map(({ Name }) => Name)).toEqual(['old-name']);
  });

  test('decides whether making it again is an error', async () => {
    await put('kept');
    await make(s3, Bucket);
    await expect(make(s3, 'far', 'ap-south-1')).rejects.toMatchObject({
      ...{ name: 'BucketAlreadyOwnedByYou', $metadata: { httpStatusCode: 409 } },
    });
  });

  test('is said in every other one', async () => {
    const other = await startServer({ region: 'eu-central-1' });
    const client = new S3Client({ ...other.client, maxAttempts: 1 });
    // The SDK says it by itself.
    const unsaid = await signedFetch(other.client, { method: 'PUT', path: '/unsaid' });
    expect(await unsaid.text()).toContain('<Code>IllegalLocationConstraintException</Code>');
    await expect(make(client, 'elsewhere', 'eu-west-1')).rejects.toThrow('The eu-west-1 location constraint');
    await make(client, 'here', 'eu-central-1');
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket: 'here' }));
    expect(LocationConstraint).toBe('eu-central-1');
    await expect(make(client, 'here', 'eu-central-1')).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await other.stop();
  });
});

describe('configurations are answered as they were put', () => {
  test('tags', async () => {
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchTagSet' });
    const TagSet = [
      { Key: 'team', Value: 'stats' },
      { Key: 'empty', Value: '' },
    ];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    const twice = { TagSet: [...TagSet, ...TagSet] };
    await expect(s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: twice }))).rejects.toMatchObject({
      name: 'InvalidTag',
    });
    const tagged = { LocationConstraint: 'EU', Tags: TagSet } as const;
    await s3.send(new CreateBucketCommand({ Bucket: 'born-tagged', CreateBucketConfiguration: tagged }));
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket: 'born-tagged' }))).TagSet).toEqual(TagSet);
  });

  test('encryption, with what a new bucket has', async () => {
    const get = async () =>
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration;
    expect((await get())?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('AES256');
    const ServerSideEncryptionConfiguration = {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'a-key' },
          BucketKeyEnabled: true,
        },
      ],
    };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    expect(await get()).toEqual(ServerSideEncryptionConfiguration);
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect((await get())?.Rules?.[0]?.BucketKeyEnabled).toBe(false);
  });

  test('public access, which a new bucket blocks', async () => {
    const get = async () => (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
    expect(Object.values((await get()) ?? {})).toEqual([true, true, true, true]);
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: false };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(await get()).toEqual({
      ...PublicAccessBlockConfiguration,
      ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
    });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
  });

  test('lifecycle, whose rules are named', async () => {
    const get = async () => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
    const Rules = [
      {
        ...{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } },
        NoncurrentVersionExpiration: { NoncurrentDays: 7 },
      },
      {
        Status: 'Disabled' as const,
        Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const put = (LifecycleConfiguration: { Rules: typeof Rules }) =>
      s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    await put({ Rules });
    expect((await get()).Rules).toEqual([Rules[0], { ID: expect.any(String) as string, ...Rules[1] }]);
    const [first] = Rules;
    await expect(put({ Rules: first === undefined ? [] : [first, first] })).rejects.toThrow('Rule ID must be unique');
  });

  test('notifications and CORS', async () => {
    const notified = async () => s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect((await notified()).QueueConfigurations).toBeUndefined();
    const QueueConfigurations = [
      {
        ...{ Id: 'q', QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q', Events: ['s3:ObjectCreated:*' as const] },
        Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'in/' }] } },
      },
    ];
    const NotificationConfiguration = { QueueConfigurations, EventBridgeConfiguration: {} };
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    expect(await notified()).toMatchObject(NotificationConfiguration);
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
    expect((await notified()).QueueConfigurations).toBeUndefined();

    const CORSRules = [{ AllowedMethods: ['GET', 'HEAD'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 }];
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    const wrong = { CORSRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] };
    await expect(s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: wrong }))).rejects.toThrow('PATCH');
  });

  test('policy, which must be one', async () => {
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const put = (text: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: text }));
    await put(Policy);
    for (const wrong of [
      'no JSON',
      JSON.stringify({ Statement: [{ ...statement, Effect: 'Perhaps' }] }),
      JSON.stringify({ Statement: [{ ...statement, Resource: 'arn:aws:s3:::another/*' }] }),
    ])
      await expect(put(wrong)).rejects.toMatchObject({ name: 'MalformedPolicy' });
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
  });

  test('what is no configuration is refused, and white space is none', async () => {
    const send = (query: string, body: string) =>
      signedFetch(server.client, { method: 'PUT', path: `/${Bucket}`, query: { [query]: '' }, body });
    for (const [query, body] of [
      ['versioning', '<VersioningConfiguration><Status>On</Status></VersioningConfiguration>'],
      ['lifecycle', '<LifecycleConfiguration><Rule><Status>Enabled</Status><Color/></Rule></LifecycleConfiguration>'],
      ['encryption', '<ServerSideEncryptionConfiguration/>'],
      ['tagging', '<Tagging>'],
      ['ownershipControls', '<PublicAccessBlockConfiguration/>'],
    ] as const) {
      expect([query, await (await send(query, body)).text()]).toEqual([
        query,
        expect.stringContaining('<Code>MalformedXML</Code>'),
      ]);
    }
    const spaced =
      '<Tagging>\n  <TagSet>\n    <Tag>\n <Key>a</Key>\n <Value>b</Value>\n </Tag>\n  </TagSet>\n</Tagging>\n';
    expect((await send('tagging', spaced)).status).toBe(204);
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'a', Value: 'b' }]);
  });
});

test('all access is the owner’s, and ACLs are known only where a bucket is told to', async () => {
  await put('owned');
  const granted = [{ Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser', ID: '000000000000' } }];
  expect(await s3.send(new GetBucketAclCommand({ Bucket }))).toMatchObject({ Grants: granted });
  expect(await s3.send(new GetObjectAclCommand({ Bucket, Key: 'owned' }))).toMatchObject({ Grants: granted });
  const set = (ACL: 'private' | 'public-read') => s3.send(new PutBucketAclCommand({ Bucket, ACL }));
  const store = (ACL: 'private' | 'public-read') =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'acl', Body: '', ACL }));
  for (const refused of [set('public-read'), set('private'), store('private')])
    await expect(refused).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
  await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  const { OwnershipControls: answered } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(answered).toEqual(OwnershipControls);
  await store('private');
  for (const refused of [set('public-read'), store('public-read')])
    await expect(refused).rejects.toMatchObject({ name: 'NotImplemented' });
  const open = new CreateBucketCommand({ Bucket: 'public-one', ACL: 'public-read' });
  await expect(s3.send(open)).rejects.toMatchObject({ name: 'InvalidBucketAclWithObjectOwnership' });
});
