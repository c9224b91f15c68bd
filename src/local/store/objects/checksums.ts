import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import type { ChecksumAlgorithm } from './record.ts';

/** A checksum while its data comes. */
export interface RunningChecksum {
  update(chunk: Uint8Array): void;
  /** Base64, as S3 writes checksums. */
  digest(): Promise<string>;
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return startCrc32();
    case 'CRC32C':
      return startSdkChecksum(new Crc32c());
    case 'CRC64NVME':
      return startSdkChecksum(new Crc64Nvme());
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm);
      return { update: (chunk) => void hash.update(chunk), digest: () => Promise.resolve(hash.digest('base64')) };
    }
  }
}

/** Length of the checksum in bytes. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

function startCrc32(): RunningChecksum {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return Promise.resolve(bytes.toString('base64'));
    },
  };
}

function startSdkChecksum(checksum: {
  update(chunk: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}): RunningChecksum {
  return {
    update: (chunk) => {
      checksum.update(chunk);
    },
    digest: async () => Buffer.from(await checksum.digest()).toString('base64'),
  };
}
