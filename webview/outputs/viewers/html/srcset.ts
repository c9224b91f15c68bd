const candidate = /([^\s,](?:\S*[^\s,])?)(\s+[^,]+)?(?:,|$)/gu;

/** A `srcset` with other addresses; what has none is left out, as a browser would take it and show nothing. */
export async function mapSrcset(srcset: string, map: (url: string) => Promise<string | undefined>): Promise<string> {
  const candidates = await Promise.all(
    [...srcset.matchAll(candidate)].map(async ([, url = '', descriptor = '']) => {
      const address = await map(url);
      return address === undefined ? [] : [address + descriptor.trimEnd()];
    }),
  );
  return candidates.flat().join(', ');
}
