import type { ObjectStore } from '../../core/ports/objectStore.ts';

/** Bytes that are read in stretches, never as a whole. */
export interface ByteSource {
  readonly size: number;
  /** Bytes `start` to `end` (exclusive); fewer where the source ends. */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** As `read`, where whoever asks reads on and on from the front. */
  readOn?(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
}

/** An object of the store. `size`: as listed. */
export function objectSource(objects: Pick<ObjectStore, 'read'>, uri: string, size: number): ByteSource {
  return {
    size,
    async read(start, end, signal) {
      const last = Math.min(end, size) - 1;
      return last < start ? new Uint8Array() : objects.read(uri, { start, end: last }, signal);
    },
  };
}

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (start, end) => Promise.resolve(bytes.subarray(start, end)) };
}
