import * as z from 'zod';

/** A place in a sorted list: the values of the last row that was answered. */
export type Cursor = readonly (string | number)[];

const contents = z.tuple([z.string(), z.array(z.union([z.string(), z.number()]))]);

/** A paging token. `query` ties it to the filters it was made for: with other filters it is not valid. */
export function writePageToken(query: unknown, cursor: Cursor): string {
  return Buffer.from(JSON.stringify([JSON.stringify(query), cursor])).toString('base64url');
}

/** The place of a token; undefined when it was not made here for this query. */
export function readPageToken(token: string, query: unknown): Cursor | undefined {
  try {
    const [madeFor, cursor] = contents.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return madeFor === JSON.stringify(query) ? cursor : undefined;
  } catch {
    return undefined;
  }
}
