import type { ParquetParsers, SchemaElement } from 'hyparquet';

/** Times as they are stored: JavaScript's dates end at milliseconds. */
export const parsers: ParquetParsers = {
  timestampFromMilliseconds: (value) => timestamp(value, 3),
  timestampFromMicroseconds: (value) => timestamp(value, 6),
  timestampFromNanoseconds: (value) => timestamp(value, 9),
  dateFromDays: (days) => dateOf(BigInt(days)),
  stringFromBytes: text,
  jsonFromBytes: text,
  geometryFromBytes: hex,
  geographyFromBytes: hex,
  uuidFromBytes: (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-'),
};

/** A value of a column, as text; numbers with all of their digits. Nothing is an empty cell. */
export function cellOf(value: unknown, column: SchemaElement): string {
  if (value === null || value === undefined) return '';
  const { converted_type: type, logical_type: logical, scale } = column;
  if (type === 'DECIMAL' || logical?.type === 'DECIMAL') return decimal(value, scale ?? 0);
  if ((type === 'TIME_MILLIS' || type === 'TIME_MICROS' || logical?.type === 'TIME') && isWhole(value)) {
    const unit = logical?.type === 'TIME' ? logical.unit : type === 'TIME_MILLIS' ? 'MILLIS' : 'MICROS';
    return timestamp(BigInt(value), unit === 'MILLIS' ? 3 : unit === 'MICROS' ? 6 : 9).slice(11);
  }
  if (value instanceof Uint8Array) return text(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'number' && column.type === 'FLOAT') return shortest(value);
  return typeof value === 'string' || isWhole(value) ? String(value) : json(value);
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Of a number of four bytes the digits that tell it from its neighbours: 0.1, not 0.10000000149011612. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

function decimal(value: unknown, scale: number): string {
  if (!isWhole(value) && !(value instanceof Uint8Array)) return json(value);
  const number = isWhole(value) ? BigInt(value) : BigInt.asIntN(value.length * 8, BigInt(`0x${hex(value) || '0'}`));
  const digits = (number < 0n ? -number : number).toString().padStart(scale + 1, '0');
  const point = scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return number < 0n ? `-${point}` : point;
}

function timestamp(value: bigint, digits: 3 | 6 | 9): string {
  const second = 10n ** BigInt(digits);
  const rest = ((value % second) + second) % second;
  const seconds = (value - rest) / second;
  const ofDay = ((seconds % 86_400n) + 86_400n) % 86_400n;
  const clock = [ofDay / 3600n, (ofDay / 60n) % 60n, ofDay % 60n]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(digits, '0').replace(/0+$/u, '')}`;
  return `${dateOf((seconds - ofDay) / 86_400n)} ${clock}${fraction}`;
}

function dateOf(days: bigint): string {
  const date = new Date(Number(days) * 86_400_000);
  return Number.isNaN(date.getTime()) ? String(days) : date.toISOString().replace(/T.*$/u, '');
}

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return hex(bytes);
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** JSON has whole numbers of any length, but JavaScript's does not write them. */
function json(value: unknown): string {
  const plain = (_: string, part: unknown): unknown => {
    if (typeof part === 'bigint') return `\0${part}`;
    return part instanceof Uint8Array ? text(part) : part;
  };
  return JSON.stringify(value, plain).replace(/"\\u0000(-?\d+)"/gu, '$1');
}
