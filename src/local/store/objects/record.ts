import type { SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';

/** A file of the blob folder: the content of an object, or one part of it. Never changed once written. */
export interface Blob {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

const checksumSchema = z.object({
  algorithm: z.enum(checksumAlgorithms),
  /** Base64; of a composite checksum, with `-<number of parts>`. */
  value: z.string(),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});
export type Checksum = z.infer<typeof checksumSchema>;

const texts = z.record(z.string(), z.string());

const propertiesSchema = z.object({
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
}

export interface ObjectRecord extends ObjectSummary {
  readonly bucket: string;
  readonly properties: ObjectProperties;
  readonly blobs: readonly Blob[];
}

export type Row = Record<string, SQLOutputValue>;

const blobsSchema = z.array(z.object({ id: z.string(), size: z.number() }));

export function text(row: Row, column: string): string {
  return String(row[column]);
}

export function integer(row: Row, column: string): number {
  return Number(row[column]);
}

export function readSummary(row: Row): ObjectSummary {
  return {
    key: text(row, 'key'),
    size: integer(row, 'size'),
    etag: text(row, 'etag'),
    modified: new Date(integer(row, 'modified')),
  };
}

export function readRecord(row: Row): ObjectRecord {
  const properties = readProperties(row);
  return { ...readSummary(row), bucket: text(row, 'bucket'), properties, blobs: readBlobs(row) };
}

export function readBlobs(row: Row): Blob[] {
  return blobsSchema.parse(JSON.parse(text(row, 'blobs')));
}

export function readProperties(row: Row): ObjectProperties {
  return propertiesSchema.parse(JSON.parse(text(row, 'properties')));
}

export function readChecksum(row: Row): Checksum | undefined {
  return checksumSchema.nullable().parse(JSON.parse(text(row, 'checksum'))) ?? undefined;
}
