import type { ObjectStore } from '../../core/ports/objectStore.ts';
import { detectEncoding, wholeCharacters, type TextEncodingName } from '../../core/outputs/textEncoding.ts';

export interface ReadTextOptions {
  readonly objects: ObjectStore;
  readonly uri: string;
  /** Bytes, as listed. */
  readonly size: number;
  /** 0, or the `next` of an earlier stretch. */
  readonly start: number;
  /** Bytes at most. */
  readonly length: number;
  /** That of the file's head; found out when `start` is 0. */
  readonly encoding?: TextEncodingName | undefined;
  readonly signal?: AbortSignal;
}

export interface TextStretch {
  readonly text: string;
  /** Offset of what follows; the file's size at its end. */
  readonly next: number;
  readonly encoding: TextEncodingName;
}

/** A stretch of a text file that ends with a whole character. */
export async function readTextStretch(options: ReadTextOptions): Promise<TextStretch> {
  const { objects, uri, size, start, length, signal } = options;
  const end = Math.min(size, start + length);
  if (end <= start) return { text: '', next: size, encoding: options.encoding ?? 'utf-8' };
  const bytes = await objects.read(uri, { start, end: end - 1 }, signal);
  const detected = options.encoding === undefined ? detectEncoding(bytes) : undefined;
  const encoding = options.encoding ?? detected?.encoding ?? 'utf-8';
  const whole = end >= size || bytes.length === 0 ? bytes.length : wholeCharacters(bytes, encoding);
  const text = new TextDecoder(encoding).decode(bytes.subarray(detected?.markLength ?? 0, whole));
  return { text, next: end >= size || whole === 0 ? end : start + whole, encoding };
}
