/** DER, of ASN.1 what an X.509 certificate needs (ITU-T X.690). */

export function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

export function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, ...parts);
}

/** A number from its bytes, not negative and of any length. DER has one form for each: the shortest whose first bit is 0. */
export function integer(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? Buffer.alloc(0) : bytes.subarray(start);
  const [first = 0xff] = digits;
  return tagged(0x02, first < 0x80 ? digits : Buffer.concat([Buffer.from([0]), digits]));
}

export const yes = tagged(0x01, Buffer.from([0xff]));

/** `unused`: how many of the last byte's bits do not count. */
export function bitString(bytes: Buffer, unused = 0): Buffer {
  return tagged(0x03, Buffer.from([unused]), bytes);
}

export function octetString(bytes: Buffer): Buffer {
  return tagged(0x04, bytes);
}

/** An object identifier, as in `2.5.29.17`. */
export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

export function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text));
}

/** Until 2049: later dates have another type. */
export function utcTime(date: Date): Buffer {
  const [day = '', time = ''] = date.toISOString().split('T');
  return tagged(0x17, Buffer.from(`${day.slice(2).replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}Z`));
}

/** `[n]`, around other elements. */
export function explicit(n: number, ...parts: readonly Buffer[]): Buffer {
  return tagged(0xa0 | n, ...parts);
}

/** `[n]`, in the place of a primitive element's own tag. */
export function implicit(n: number, content: Buffer): Buffer {
  return tagged(0x80 | n, content);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}
