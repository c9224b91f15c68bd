import { invalidParameter } from './findStream.ts';

/**
 * What a filter pattern of terms matches: every plain term must be in the message, at least one of the `?terms` when there are
 * any, and none of the `-terms`. Quoted terms may hold spaces. Case counts. Patterns over JSON or columns are refused.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[[{%]/.test(text)) {
    throw invalidParameter(
      'Invalid filter pattern: Local SageMaker knows patterns of terms, not of JSON, columns or expressions.',
    );
  }
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(
    ([, sign = '', quoted, plain = '']) => ({
      sign,
      value: quoted?.replace(/\\(.)/g, '$1') ?? plain,
    }),
  );
  const valuesOf = (sign: string) => terms.filter((term) => term.sign === sign).map(({ value }) => value);
  const [all, any, none] = [valuesOf(''), valuesOf('?'), valuesOf('-')];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}
