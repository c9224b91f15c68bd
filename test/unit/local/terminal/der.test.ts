import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { bitString, integer, objectId, sequence } from '../../../../src/local/terminal/certificates/der.ts';

it('writes each number in its one form, whatever zeros its bytes begin with', () => {
  // ITU-T X.690, 8.3: the first nine bits are not all alike. A serial number begins with a zero byte one time in 256.
  for (const [bytes, der] of [
    ['00', '020100'],
    ['', '020100'],
    ['0000', '020100'],
    ['7f', '02017f'],
    ['007f', '02017f'],
    ['80', '02020080'],
    ['0080', '02020080'],
    ['000000ff01', '020300ff01'],
    ['0001', '020101'],
  ])
    expect(integer(Buffer.from(bytes ?? '', 'hex')).toString('hex')).toBe(der);
});

it('writes numbers that OpenSSL reads as they were', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { n = '' } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  for (const bytes of [modulus, Buffer.concat([Buffer.alloc(2), modulus])]) {
    const key = bitString(sequence(integer(bytes), integer(Buffer.from([1, 0, 1]))));
    const algorithm = sequence(objectId('1.2.840.113549.1.1.1'), Buffer.from([0x05, 0x00]));
    const read = createPublicKey({ key: sequence(algorithm, key), format: 'der', type: 'spki' });
    expect(read.export({ format: 'jwk' })).toMatchObject({ n, e: 'AQAB' });
  }
});
