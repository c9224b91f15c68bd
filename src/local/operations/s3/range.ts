import { ServiceError } from '../../protocol/serviceError.ts';

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/** Reads a `Range` header. What is not one range of bytes is ignored, as S3 does; one past the end is refused with 416. */
export function readRange(text: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(text?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || (first === '' && Number(last) === 0)) {
    const details = { RangeRequested: text ?? '', ActualObjectSize: String(size) };
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416, details);
  }
  return { start, end };
}
