import * as z from 'zod';
import { readNumber, readText, type Row } from '../rows.ts';

/** A file of the blob folder: the content of an object, or one part of it. Never changed once written. */
export interface Blob {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** Which part of a multipart upload this was. */
  readonly part?: { readonly number: number; readonly checksum?: string | undefined } | undefined;
}

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

export const checksumSchema = z.object({
  algorithm: z.enum(checksumAlgorithms),
  /** Base64; of a composite checksum, with `-<number of parts>`. */
  value: z.string(),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});
export type Checksum = z.infer<typeof checksumSchema>;

const texts = z.record(z.string(), z.string());

export const propertiesSchema = z.object({
  /** What GetObject answers as headers: `Content-Type`, `Cache-Control`, encryption and so on. */
  headers: texts,
  /** `x-amz-meta-` headers, without that prefix. */
  metadata: texts,
  tags: texts,
  checksum: checksumSchema.optional(),
});
/** What a client gave with the content. */
export type ObjectProperties = z.infer<typeof propertiesSchema>;

export const noProperties: ObjectProperties = { headers: {}, metadata: {}, tags: {} };

/** What a listing says of an object. */
export interface ObjectSummary {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modified: Date;
  readonly storageClass: string;
  readonly checksum: Pick<Checksum, 'algorithm' | 'type'> | undefined;
}

/** A version of an object, or a marker that it was deleted. */
export interface ObjectVersion extends ObjectSummary {
  /** `null` for what was stored without versioning. */
  readonly version: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
}

/** A version that has content. */
export interface ObjectRecord extends ObjectVersion {
  readonly bucket: string;
  readonly properties: ObjectProperties;
  readonly blobs: readonly Blob[];
}

/** Made of parts, as its ETag tells: also of an object that an older version of this program stored. */
export function isMultipart({ etag }: ObjectRecord): boolean {
  return etag.includes('-');
}

const partSchema = z.object({ number: z.number(), checksum: z.string().optional() });
const blobsSchema = z.array(z.object({ id: z.string(), size: z.number(), part: partSchema.optional() }));

/** What a listing reads of an object: not all of its properties, which may be long. */
export const summaryColumns = `key, size, etag, modified,
  properties ->> '$.headers."x-amz-storage-class"' AS storage_class,
  properties ->> '$.checksum.algorithm' AS checksum_algorithm, properties ->> '$.checksum.type' AS checksum_type`;
export const versionColumns = `id, version, latest, delete_marker, ${summaryColumns}`;

const checksumKind = checksumSchema.pick({ algorithm: true, type: true });

export function readObjectSummary(row: Row): ObjectSummary {
  const { checksum_algorithm: algorithm, checksum_type: type, storage_class: storageClass } = row;
  return {
    key: readText(row, 'key'),
    size: readNumber(row, 'size'),
    etag: readText(row, 'etag'),
    modified: new Date(readNumber(row, 'modified')),
    storageClass: typeof storageClass === 'string' ? storageClass : 'STANDARD',
    checksum: checksumKind.safeParse({ algorithm, type }).data,
  };
}

export function readVersion(row: Row): ObjectVersion {
  const { version, latest, delete_marker: deleteMarker } = row;
  return {
    ...readObjectSummary(row),
    version: String(version),
    latest: latest === 1,
    deleteMarker: deleteMarker === 1,
  };
}

/** A row with all columns of `object_version` and the `versionColumns`. */
export function readRecord(row: Row): ObjectRecord {
  return {
    ...readVersion(row),
    bucket: readText(row, 'bucket'),
    properties: readProperties(row),
    blobs: readBlobs(row),
  };
}

export function readBlobs(row: Row): Blob[] {
  return blobsSchema.parse(JSON.parse(readText(row, 'blobs')));
}

export function readProperties(row: Row): ObjectProperties {
  return propertiesSchema.parse(JSON.parse(readText(row, 'properties')));
}

export function readChecksum(row: Row): Checksum | undefined {
  return checksumSchema.nullable().parse(JSON.parse(readText(row, 'checksum'))) ?? undefined;
}
