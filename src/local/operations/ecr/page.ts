import { readPageToken, writePageToken, type Cursor } from '../../store/pageToken.ts';
import { invalidMember } from './errors.ts';

/** Items on a page when a request does not say. */
const usualSize = 100;

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface EcrPage<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * A part of a sorted list. A token holds the last item's own `key`, so a page goes on at the right place when items before it have come
 * or gone. `query` is what the request asks for besides: a token is good for that alone.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { maxResults = usualSize, nextToken }: PageRequest,
  query: unknown,
  key: (item: Item) => Cursor,
): EcrPage<Item> {
  const cursor = nextToken === undefined ? undefined : readPageToken(nextToken, query);
  if (nextToken !== undefined && cursor === undefined)
    throw invalidMember('nextToken', 'must be a token that was made for this request');
  const start = cursor === undefined ? 0 : items.findIndex((item) => isAfter(key(item), cursor));
  const rest = start < 0 ? [] : items.slice(start);
  const page = rest.slice(0, maxResults);
  const last = page.at(-1);
  return {
    items: page,
    nextToken: rest.length > page.length && last !== undefined ? writePageToken(query, key(last)) : undefined,
  };
}

function isAfter(a: Cursor, b: Cursor): boolean {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? '';
    if (value !== other) return value > other;
  }
  return false;
}
