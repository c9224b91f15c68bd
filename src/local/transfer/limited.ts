import pLimit from 'p-limit';

/**
 * Does `work` for each item, `atOnce` at a time. When one fails no further is begun, and this rejects, with the first error, only when
 * all that was begun has ended: nothing goes on behind the back of whoever cleans up.
 */
export async function limited<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const limit = pLimit(atOnce);
  const each = async (item: Item): Promise<void> => {
    if (failure.signal.aborted) return;
    try {
      await work(item);
    } catch (error) {
      failure.abort();
      throw error;
    }
  };
  await allEnded(items.map((item) => limit(each, item)));
}

/** What all of them resolve with. Rejects with the first error, but only when all have ended. */
export async function allEnded<Result>(all: readonly Promise<Result>[]): Promise<Result[]> {
  try {
    return await Promise.all(all);
  } finally {
    await Promise.allSettled(all);
  }
}
