/**
 * A pattern of a service model, which Java reads, as a regular expression that the whole of a text has to match. What differs and stays so:
 * `\s` also means the white space beyond ASCII, `.` also means U+0085.
 */
export function javaPattern(pattern: string): RegExp {
  let inClass = false;
  const translated = pattern
    .replaceAll('\\p{Alnum}', 'a-zA-Z0-9')
    // Java repeats an end of the text.
    .replace(/\$\{\d+,\d+\}/g, '$')
    // Java lets any sign be escaped.
    .replace(/\\([\s\S])|[[\]]/g, (part, sign: string | undefined) => {
      if (sign === undefined) inClass = part === '[';
      const needless = sign !== undefined && (sign === '-' ? !inClass : /[_@,=:#%&'"<>~`!; ]/.test(sign));
      return needless ? sign : part;
    });
  return new RegExp(`^(?:${translated})$`, 'u');
}
