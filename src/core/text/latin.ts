/**
 * A text in Latin letters: `Анализ данных` as `Analiz dannykh`, `分析` as `FenXi`. The tables for it are large, and read only for a text that has other
 * letters.
 */
export async function toLatin(text: string): Promise<string> {
  if (/^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(text)) return text;
  const { default: anyAscii } = await import('any-ascii');
  return anyAscii(text.normalize('NFC')).replaceAll(/['`"]/gu, '');
}
