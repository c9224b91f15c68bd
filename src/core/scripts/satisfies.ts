/**
 * Whether a version is one that a constraint takes, as DESCRIPTION or pip write it: `>=1.1.0`, `~=1.4`, `>=1.26,<2`, `==2.*`. Undefined
 * where that is not certain, as for versions with letters.
 */
export function satisfies(version: string, constraint: string): boolean | undefined {
  if (!/^\d[\d.-]*$/u.test(version)) return undefined;
  let all = true;
  for (const part of constraint.split(',')) {
    const [, sign = '', wanted = '', any] = /^\s*(===?|~=|!=|<=?|>=?)\s*(\d[\d.-]*?)(\.\*)?\s*$/u.exec(part) ?? [];
    if (wanted === '') return undefined;
    all &&= holds(sign, numbers(version), numbers(wanted), any !== undefined);
  }
  return all;
}

function holds(sign: string, version: readonly number[], wanted: readonly number[], any: boolean): boolean {
  const order = compare(version, wanted);
  const isSame = any ? compare(version.slice(0, wanted.length), wanted) === 0 : order === 0;
  switch (sign) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    case '!=':
      return !isSame;
    case '~=':
      return order >= 0 && compare(version.slice(0, wanted.length - 1), wanted.slice(0, -1)) === 0;
    default:
      return isSame;
  }
}

/** R takes `1.0-3` and `1.0.3` for the same. */
function numbers(version: string): number[] {
  return version.split(/[.-]/u).map(Number);
}

/** What is not written is zero, as it is for pip. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const order = (a[place] ?? 0) - (b[place] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
