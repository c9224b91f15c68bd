import { describe, expect, it, test } from 'vitest';
import { regionOf, terminalVariables } from '../../../../src/local/terminal/environment.ts';
import { isExcepted, noProxyOf } from '../../../../src/local/terminal/noProxy.ts';

const keys = { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' };
const proxy = { url: 'http://local:p@127.0.0.1:1', endpoint: 'http://127.0.0.1:1' };
const settings = { ...{ keys, proxy, region: 'us-west-2' }, bundle: '/t/trusted.pem', commands: '/t/bin' };

it('sets what programs read, and takes away what would lead them elsewhere', () => {
  const before = { PATH: '/usr/bin', AWS_PROFILE: 'mine', AWS_ENDPOINT_URL_S3: 'http://other', NO_PROXY: '*' };
  expect(terminalVariables(before, settings, ':')).toMatchObject({
    ...{ AWS_SESSION_TOKEN: 'T', AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-west-2' },
    ...{ https_proxy: proxy.url, HTTPS_PROXY: proxy.url, AWS_ENDPOINT_URL: proxy.endpoint },
    ...{ AWS_PROFILE: undefined, AWS_ENDPOINT_URL_S3: undefined, NO_PROXY: 'localhost,127.0.0.1,::1' },
    PATH: '/t/bin:/usr/bin',
  });
});

describe('the region', () => {
  const config =
    '[default]\nregion = eu-west-1\n[profile "a b"]\noutput = json\n region=x\nregion=eu-west-2 \n[sso-session s]\nregion = x';
  test.each([
    [{}, 'eu-west-1'],
    [{ AWS_PROFILE: 'a b' }, 'eu-west-2'],
    [{ AWS_PROFILE: 'none' }, 'us-east-1'],
    [{ AWS_PROFILE: 'a b', AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
  ])('of %j is %s', (env, region) => {
    expect(regionOf(env, config, 'us-east-1')).toBe(region);
  });
});

describe('what goes by no proxy', () => {
  it('is what the user has excepted, but for AWS’s names', () => {
    const user = '10.0.0.1,.corp.example, .amazonaws.com s3.us-east-1.amazonaws.com:443,com';
    expect(noProxyOf(user)).toBe('localhost,127.0.0.1,::1,10.0.0.1,.corp.example');
  });

  test.each([
    ['corp.example', 'git.corp.example', true],
    ['.corp.example', 'corp.example', true],
    ['*.corp.example', 'git.corp.example', true],
    ['corp.example:443', 'corp.example', true],
    ['corp.example:80', 'corp.example', false],
    ['corp.example', 'notcorp.example', false],
    ['*', 'anything', true],
    ['', 'anything', false],
  ])('%j excepts %s: %j', (user, host, excepted) => {
    expect(isExcepted(user, host, 443)).toBe(excepted);
  });
});
