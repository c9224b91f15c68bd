import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { awsDomains } from '../../protocol/awsHosts.ts';
import {
  bitString,
  explicit,
  implicit,
  integer,
  objectId,
  octetString,
  sequence,
  set,
  utcTime,
  utf8,
  yes,
} from './der.ts';

/** Makes the certificates by which the proxy of one terminal answers for AWS's names. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly certificate: string;
  /** What a TLS server of that name needs. The same each time for a name. */
  contextFor(host: string): SecureContext;
}

/** Milliseconds that certificates are good for: longer than any terminal. */
const lifetime = 365 * 24 * 3600 * 1000;
/** Milliseconds that they are good for already: clocks of virtual machines jump. */
const before = 24 * 3600 * 1000;

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const nameOf = (text: string): Buffer => sequence(set(sequence(objectId('2.5.4.3'), utf8(text))));
const issuer = nameOf('Local SageMaker, for one terminal of this machine');
const answerer = nameOf('Local SageMaker');

/**
 * A certificate authority that lives as long as the process: its key is never written anywhere, so nothing of it can be taken or has to be
 * guarded. It can speak for AWS's names only, whatever it signs. Node makes keys and signatures but no certificates; the libraries that do
 * are larger than the room there is (deflated, @peculiar/x509 with what it needs 82 kB, node-forge's part 47 kB), for one form of certificate.
 */
export function createAuthority(now: Date): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issue = (subject: Buffer, publicKey: KeyObject, extensions: readonly Buffer[]): string =>
    certificate({ subject, publicKey, signer: own.privateKey, now, extensions });
  const identifier = keyIdentifier(own.publicKey);
  const made = new Map<string, SecureContext>();
  const key = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const contextFor = (host: string): SecureContext => {
    const cert = issue(answerer, leaf.publicKey, [
      extension('2.5.29.19', sequence(), yes), // basic constraints: none may be issued by it
      extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), yes), // key usage: signatures
      extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))), // for a TLS server
      extension('2.5.29.17', sequence(implicit(2, Buffer.from(host)))), // its name
      extension('2.5.29.14', octetString(keyIdentifier(leaf.publicKey))),
      extension('2.5.29.35', sequence(implicit(0, identifier))),
    ]);
    return createSecureContext({ key, cert });
  };
  return {
    certificate: issue(issuer, own.publicKey, [
      extension('2.5.29.19', sequence(yes, integer(Buffer.from([0]))), yes), // basic constraints: an authority, of no other
      extension('2.5.29.15', bitString(Buffer.from([0x06]), 1), yes), // key usage: certificates and their revocation
      extension('2.5.29.30', nameConstraints, yes),
      extension('2.5.29.14', octetString(identifier)),
    ]),
    contextFor: (host) => {
      const context = made.get(host) ?? contextFor(host);
      made.set(host, context);
      return context;
    },
  };
}

/** RFC 5280, 4.2.1.10: these names and those below them, and no address. */
const nameConstraints = sequence(
  explicit(0, ...awsDomains.map((domain) => sequence(implicit(2, Buffer.from(domain))))),
  explicit(1, ...[8, 32].map((length) => sequence(implicit(7, Buffer.alloc(length))))),
);

interface CertificateRequest {
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly now: Date;
  readonly extensions: readonly Buffer[];
}

/** RFC 5280, 4.1; PEM. */
function certificate({ subject, publicKey, signer, now, extensions }: CertificateRequest): string {
  const validity = [now.getTime() - before, now.getTime() + lifetime].map((time) => utcTime(new Date(time)));
  const content = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    ecdsaWithSha256,
    issuer,
    sequence(...validity),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  const der = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, signer)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function extension(id: string, value: Buffer, ...critical: readonly Buffer[]): Buffer {
  return sequence(objectId(id), ...critical, octetString(value));
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}
