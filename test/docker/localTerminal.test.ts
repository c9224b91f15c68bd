import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, ownName, tryDocker } from '../support/docker/docker.ts';
import { startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';
import { inLocalTerminal } from '../support/localTerminal.ts';

/** As people write it for AWS: builds the folder's image and pushes it to the registry of whoever's keys there are. */
const buildAndPush = `#!/usr/bin/env bash
set -o pipefail
name=$1
tag=$2
who=$(aws sts get-caller-identity --query Account --output text) || exit 255
where=$(aws configure get region)
where=\${where:-us-west-2}
host="$who.dkr.ecr.$where.amazonaws.com"
aws ecr describe-repositories --repository-names "$name" > /dev/null 2>&1 || aws ecr create-repository --repository-name "$name" > /dev/null
aws ecr get-login-password --region $where | docker login --username AWS --password-stdin $host || exit 1
docker build -q -t "$name" . > /dev/null || exit 1
docker tag "$name" "$host/$name:$tag"
docker push "$host/$name:$tag"
`;

describeDocker('docker in a local terminal', () => {
  let local: TestSageMaker;
  let folder: string;
  const name = ownName('terminal');
  const host = '000000000000.dkr.ecr.us-west-2.amazonaws.com';

  beforeAll(async () => {
    local = await startSageMaker();
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-terminal-'));
    await fs.writeFile(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n');
    await fs.writeFile(path.join(folder, 'build_and_push_docker.sh'), buildAndPush);
  });
  afterAll(async () => {
    await tryDocker(['image', 'rm', '--force', name, `${host}/${name}:v1`]);
    await local.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('logs in, builds and pushes by a script that knows AWS only; what is not there, or not Local’s, is told as by Docker', async () => {
    const script = `
      cd ${folder}
      bash build_and_push_docker.sh ${name} v1; echo "ended with $?"
      aws ecr describe-images --region eu-west-1 --repository-name ${name} --query 'imageDetails[].imageTags[]' --output text
      docker image inspect ${name} --format '{{.Id}}'
      docker push ${host}/${name}:v2 2>&1; echo "ended with $?"
      docker push ${host}/${name}-unknown 2>&1; echo "ended with $?"
      echo guessed | docker login --username AWS --password-stdin ${host} 2>&1; echo "ended with $?"
      docker run --rm ${name} push ${host}/${name} 2>&1; echo "ended with $?"
    `;
    const { PATH: searchPath = '', DOCKER_HOST, HOME = '' } = process.env;
    // Debian's AWS CLI first.
    const PATH = `/usr/bin:/bin:${searchPath}`;
    const environment = { PATH, HOME, ...(DOCKER_HOST !== undefined && { DOCKER_HOST }), AWS_CONFIG_FILE: '/none' };
    const { stdout, stderr } = await inLocalTerminal(local.root, ['/bin/sh', '-c', script], environment);
    const id = (await docker(['image', 'inspect', `${host}/${name}:v1`, '--format', '{{.Id}}'])).trim();
    const lines = stdout.trim().split('\n');
    expect(lines.slice(0, 12), stderr).toEqual([
      'Login Succeeded',
      `The push refers to repository [${host}/${name}]`,
      expect.stringMatching(`^v1: digest: ${id} size: \\d+$`),
      'ended with 0',
      'v1',
      id,
      `An image does not exist locally with the tag: ${host}/${name}:v2`,
      'ended with 1',
      `name unknown: The repository with name '${name}-unknown' does not exist in the registry with id '000000000000'`,
      'ended with 1',
      `Error response from daemon: login attempt to https://${host}/v2/ failed with status: 400 Bad Request`,
      'ended with 1',
    ]);
    // The engine's own answer: there is no such program in the image.
    expect(lines.at(-1)).toBe('ended with 127');
  }, 300_000);
});
