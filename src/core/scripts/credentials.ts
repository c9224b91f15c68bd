const inAddress = /\b([\w+.-]+):\/\/([^/\s@"'<>]+)@/gu;

/** Whether a text has an address with a password or a token in it. A variable that is filled in later is none, nor is the user of SSH. */
export function hasCredentials(text: string): boolean {
  return [...text.matchAll(inAddress)].some(
    ([, scheme = '', user = '']) =>
      !/^\$\{?\w+\}?(:\$\{?\w+\}?)?$/u.test(user) && !(scheme.endsWith('ssh') && !user.includes(':')),
  );
}

/** The text without them. */
export function withoutCredentials(text: string): string {
  return hasCredentials(text) ? text.replaceAll(inAddress, '$1://…@') : text;
}
