import { describe, expect, it } from 'vitest';
import { pushFailure } from '../../../src/adapters/docker/pushFailure.ts';

const account = '401403500123.dkr.ecr.eu-west-1.amazonaws.com';
const reference = `${account}/immutable-denied:401`;

describe('why a push failed', () => {
  it.each([
    // The network, whatever digits its addresses, layers and accounts have.
    ['write tcp 10.0.0.7:40112->10.0.0.1:443: write: broken pipe', 'NetworkUnreachable'],
    ['write tcp 10.0.0.7:40312->10.0.0.1:443: write: broken pipe', 'NetworkUnreachable'],
    ['sha256:ab401cd: connection reset by peer', 'NetworkUnreachable'],
    [`dial tcp: lookup ${account}: no such host`, 'NetworkUnreachable'],
    [`Post "https://${account}/v2/x/blobs/uploads/": unexpected EOF`, 'NetworkUnreachable'],
    [`Head "https://${account}/v2/x/blobs/sha256:500 ": net/http: TLS handshake timeout`, 'NetworkUnreachable'],
    // The login.
    ['denied: Your authorization token has expired. Reauthenticate and try again.', 'CredentialsExpired'],
    ['no basic auth credentials', 'CredentialsExpired'],
    ['unauthorized: authentication required', 'CredentialsExpired'],
    ['failed to push: unexpected status: 401 Unauthorized', 'CredentialsExpired'],
    ['received unexpected HTTP status: 401', 'CredentialsExpired'],
    // Permissions.
    [
      'denied: User: arn:aws:sts::401234567890:assumed-role/x is not authorized to perform: ecr:InitiateLayerUpload on resource: …/timeout because no identity-based policy allows it',
      'AccessDenied',
    ],
    ['denied: requested access to the resource is denied', 'AccessDenied'],
    ['unexpected status from HEAD request: 403 Forbidden', 'AccessDenied'],
    // The repository.
    [
      "tag invalid: The image tag '401' already exists in the 'x' repository and cannot be overwritten because the repository is immutable.",
      'RepositoryImmutable',
    ],
    ["name unknown: The repository with name 'x' does not exist in the registry with id '401234567890'", 'NotFound'],
    // The registry.
    ['received unexpected HTTP status: 504 Gateway Timeout', 'ServiceRefused'],
    ['received unexpected HTTP status: 500 Internal Server Error', 'ServiceRefused'],
    ['unknown: unknown error', 'ServiceRefused'],
    ['write /var/lib/x: no space left on device', 'DiskFull'],
  ])('%s', (said, code) => {
    expect(pushFailure('Docker', reference, said)?.code).toBe(code);
    expect(pushFailure('Docker', reference, `${reference}: ${said}`)?.code).toBe(code);
  });

  it.each([
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    'something that nobody ever heard of (4010 of 4030)',
  ])('is the engine’s own to say: %s', (said) => {
    expect(pushFailure('Docker', reference, said)).toBeUndefined();
  });
});
