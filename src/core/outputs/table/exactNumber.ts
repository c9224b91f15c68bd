/** True for a number that JavaScript's own may stand for together with others: they hold 15 digits for sure, up to about 1e308. */
export function mayBeRounded(text: string): boolean {
  return text.length > 15 || /[ei]/iu.test(text);
}

interface Decimal {
  readonly sign: -1 | 0 | 1;
  /** Places from the first digit that counts to the point. */
  readonly magnitude: number;
  /** Without zeros at either end. */
  readonly digits: string;
}

/** Compares two numbers as they are written, of any length: negative when the first is less. */
export function compareExactly(one: string, other: string): number {
  const [a, b] = [decimal(one), decimal(other)];
  if (a.sign !== b.sign) return a.sign - b.sign;
  if (a.magnitude !== b.magnitude) return a.magnitude < b.magnitude ? -a.sign : a.sign;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -a.sign : a.sign;
}

function decimal(text: string): Decimal {
  const [, whole = '', fraction = '', exponent = '0'] = /^\s*[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?\s*$/iu.exec(text) ?? [];
  const sign = text.trim().startsWith('-') ? -1 : 1;
  if (/inf/iu.test(text)) return { sign, magnitude: Infinity, digits: '' };
  const all = (whole + fraction).replace(/^0+/u, '');
  const digits = all.replace(/0+$/u, '');
  if (digits === '') return { sign: 0, magnitude: 0, digits };
  return { sign, magnitude: Number(exponent) + all.length - fraction.length, digits };
}
