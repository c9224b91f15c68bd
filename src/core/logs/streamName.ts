/** The host of a job's log stream: `algo-1` of `<job>/algo-1-1700000000`. */
export function hostOfStream(stream: string): string {
  const name = stream.slice(stream.lastIndexOf('/') + 1);
  return /^(.+)-\d+$/u.exec(name)?.[1] ?? name;
}
