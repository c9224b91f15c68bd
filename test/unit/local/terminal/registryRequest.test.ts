import { expect, test } from 'vitest';
import { registryRequest } from '../../../../src/local/terminal/engine/request.ts';

const host = '000000000000.dkr.ecr.us-west-2.amazonaws.com';
const login = { kind: 'login', host, username: 'AWS', password: undefined };
const push = { kind: 'push', name: `${host}/a/b`, repository: 'a/b', tag: 'latest', isQuiet: false };

test.each([
  [`login --username AWS --password-stdin ${host}`, login],
  [`login -u AWS --password-stdin https://${host}/v2/`, login],
  [`--config /c login -u AWS -p secret ${host}`, { ...login, password: 'secret' }],
  [`logout ${host}`, { kind: 'logout', host }],
  [`push ${host}/a/b`, push],
  [`-D image push --quiet ${host}/a/b:v1`, { ...push, name: `${host}/a/b:v1`, tag: 'v1', isQuiet: true }],
  [`push -a ${host}/a/b`, { ...push, tag: undefined }],
  [`push abc docker://${host}/a/b`, { ...push, source: 'abc' }],
  ['login registry.example', undefined],
  ['push registry.example/a/b', undefined],
  [`pull ${host}/a/b`, undefined],
  [`tag push ${host}/a/b`, undefined],
  [`run --rm ${host}/a/b login`, undefined],
  [`-l debug build -t ${host}/push .`, undefined],
  ['login 111111111111.dkr.ecr.us-west-2.amazonaws.com', undefined],
])('%s', (line, request) => {
  const found = registryRequest(line.split(' '), '000000000000');
  if (request === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(request);
});
