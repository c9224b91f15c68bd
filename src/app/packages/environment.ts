export type Variables = Readonly<Record<string, string | undefined>>;

/** An environment with further variables; those that are undefined or empty are not in it. */
export function environmentWith(environment: Variables, added: Variables): Record<string, string> {
  const all: Variables = { ...environment, ...added };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  );
}
