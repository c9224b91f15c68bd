import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processingJob, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';
import { inLocalTerminal } from '../support/localTerminal.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

const sh = async (script: string, environment: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await inLocalTerminal(local.root, ['/bin/sh', '-ec', script], environment);
  expect(code, stderr).toBe(0);
  return stdout.trim().split('\n');
};

const role = 'arn:aws:iam::000000000000:role/LocalSageMaker';
const identity = 'arn:aws:sts::000000000000:assumed-role/LocalSageMaker/terminal';

/** Milliseconds: many programs that take a second each to start, on a machine that may have other work. */
const long = 240_000;

describe.skipIf(!existsSync('/usr/bin/aws'))('the AWS CLI in a local terminal (needs Debian’s awscli)', () => {
  it(
    'reaches Local by itself, by an endpoint that it is given, and by the host names of buckets',
    async () => {
      const lines = await sh(
        `
        aws sts get-caller-identity --query Arn --output text
        aws sts get-caller-identity --endpoint-url https://sts.us-west-2.amazonaws.com --query Arn --output text
        aws configure get region || echo no region configured
        aws s3 mb s3://of.the-terminal
        aws s3 mb s3://virtual-host --region eu-central-1
        head -c 9000000 /dev/zero | aws s3 cp - 's3://virtual-host/a b/zéros'
        aws s3 cp --quiet 's3://virtual-host/a b/zéros' s3://of.the-terminal/zeros
        curl -sS "$(aws s3 presign s3://of.the-terminal/zeros)" | wc -c
        curl -sS "$(aws s3 presign s3://virtual-host/a%20b/z --region us-east-1)" | grep -o '<Code>.*</Code>'
        `,
        { AWS_DEFAULT_REGION: 'us-west-2' },
      );
      expect(lines).toEqual([
        ...[identity, identity, 'no region configured'],
        ...['make_bucket: of.the-terminal', 'make_bucket: virtual-host'],
        ...['9000000', '<Code>NoSuchKey</Code>'],
      ]);
    },
    long,
  );
});

describe.skipIf(!existsSync('/usr/lib/python3/dist-packages/boto3'))(
  'boto3 in a local terminal (needs Debian’s python3-boto3)',
  () => {
    it(
      'is who the SageMaker SDK asks for, makes its default bucket, and runs a job with the role that it finds',
      async () => {
        const script = `
import boto3, io, json, re, sys
region = boto3.Session().region_name
# As sagemaker.Session() and get_execution_role() do, which name the endpoint of STS themselves.
sts = boto3.client('sts', region_name=region, endpoint_url='https://sts.{}.amazonaws.com'.format(region))
arn = sts.get_caller_identity()['Arn']
name = re.sub(r'^(.+)sts::(\\d+):assumed-role/(.+?)/.*$', r'\\3', arn)
role = boto3.client('iam').get_role(RoleName=name)['Role']['Arn']
account = sts.get_caller_identity()['Account']
bucket = 'sagemaker-{}-{}'.format(region, account)
s3 = boto3.resource('s3', region_name=region)
try:
    s3.meta.client.head_bucket(Bucket=bucket, ExpectedBucketOwner=account)
except s3.meta.client.exceptions.ClientError as error:
    assert error.response['Error']['Code'] == '404', error
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={'LocationConstraint': region})
s3.meta.client.head_bucket(Bucket=bucket, ExpectedBucketOwner=account)
s3.Bucket(bucket).upload_fileobj(io.BytesIO(b'0123456789' * 2000000), 'large file.txt')
page = s3.meta.client.get_object(Bucket=bucket, Key='large file.txt', Range='bytes=19999990-')
request = json.loads(sys.argv[1])
sagemaker = boto3.client('sagemaker')
arn = sagemaker.create_processing_job(**{**request, 'RoleArn': role})['ProcessingJobArn']
waiter = sagemaker.get_waiter('processing_job_completed_or_stopped')
waiter.wait(ProcessingJobName='from-terminal', WaiterConfig={'Delay': 1, 'MaxAttempts': 100})
group = '/aws/sagemaker/ProcessingJobs'
logs = boto3.client('logs')
stream = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix='from-terminal/')['logStreams'][0]
events = logs.get_log_events(logGroupName=group, logStreamName=stream['logStreamName'], startFromHead=True)['events']
for line in [role, bucket, page['Body'].read().decode(), arn, events[0]['message']]:
    print(line)
`;
        const request = JSON.stringify(processingJob('from-terminal', ['echo', 'from the job']));
        const command = ['/usr/bin/python3', '-c', script, request];
        const environment = { AWS_DEFAULT_REGION: 'us-west-2', AWS_PROFILE: 'of-the-user', NO_PROXY: 'amazonaws.com' };
        const { stdout, stderr } = await inLocalTerminal(local.root, command, environment);
        expect(stdout.trim().split('\n'), stderr).toEqual([
          ...[role, 'sagemaker-us-west-2-000000000000', '0123456789'],
          ...['arn:aws:sagemaker:us-west-2:000000000000:processing-job/from-terminal', 'from the job'],
        ]);
      },
      long,
    );
  },
);

it(
  'AWS’s SDK for JavaScript, which knows no proxies, is led by an endpoint; curl is by the proxy',
  async () => {
    const script = `
      import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
      import { S3Client, CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
      const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
      const s3 = new S3Client({});
      await s3.send(new CreateBucketCommand({ Bucket: 'of-javascript' }));
      const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: 'of-javascript' }));
      console.log(Arn, BucketRegion);
    `;
    const file = path.join(import.meta.dirname, `../../node_modules/.cache/terminal-${process.pid}.mjs`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, script);
    const lines = await sh(
      `
      '${process.execPath}' '${file}'
      curl -sS https://dynamodb.us-west-2.amazonaws.com/
      curl -sS --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" --aws-sigv4 aws:amz:us-west-2:lambda -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" https://lambda.us-west-2.amazonaws.com/2015-03-31/functions/
      `,
      { AWS_REGION: 'us-west-2' },
    );
    await rm(file);
    const [reached, unsigned = '', unoffered = ''] = lines.join('\n').split(/\n|(?<=\})(?=\{)/);
    expect(reached).toBe(`${identity} us-west-2`);
    expect(unsigned).toContain('Local SageMaker answers for dynamodb.us-west-2.amazonaws.com here');
    expect(unoffered).toContain('does not offer the service that requests are signed for as \\"lambda\\"');
  },
  long,
);

describe.skipIf(!existsSync('/usr/lib/R/site-library/reticulate'))(
  'R in a local terminal (needs Debian’s r-cran-reticulate)',
  () => {
    it(
      'reaches Local by boto3 through reticulate, and by its own downloads',
      async () => {
        const script = `
          Sys.setenv(RETICULATE_PYTHON = '/usr/bin/python3')
          boto3 <- reticulate::import('boto3')
          cat(boto3$client('sts')$get_caller_identity()$Arn, '\\n')
          s3 <- boto3$client('s3')
          made <- s3$create_bucket(Bucket = 'of-r', CreateBucketConfiguration = list(LocationConstraint = 'us-west-2'))
          put <- s3$put_object(Bucket = 'of-r', Key = 'a b.txt', Body = 'from R')
          url <- s3$generate_presigned_url('get_object', Params = list(Bucket = 'of-r', Key = 'a b.txt'))
          file <- tempfile()
          download.file(url, file, quiet = TRUE, method = 'libcurl')
          cat(sub('[?].*', '', url), '\\n', readLines(file, warn = FALSE), '\\n')
        `;
        const { stdout, stderr } = await inLocalTerminal(local.root, ['/usr/bin/Rscript', '-e', script], {
          AWS_REGION: 'us-west-2',
        });
        expect(stdout.trim().split(/\s*\n\s*/), stderr).toEqual([
          identity,
          expect.stringMatching(/^https:\/\/of-r\.s3[.a-z0-9-]*\.amazonaws\.com\/a%20b\.txt$/),
          'from R',
        ]);
      },
      long,
    );
  },
);
