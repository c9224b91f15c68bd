/** The n-th address of an IPv4 subnet such as `172.17.0.0/16`; undefined for what is none, or has no such address. */
export function addressIn(subnet: string, n: number): string | undefined {
  const [, first, length] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/u.exec(subnet) ?? [];
  if (first === undefined || n >= 2 ** (32 - Number(length)) - 1) return undefined;
  const start = first.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return [24, 16, 8, 0].map((shift) => ((start + n) >>> shift) & 255).join('.');
}
