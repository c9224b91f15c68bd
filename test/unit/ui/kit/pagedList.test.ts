import { expect, it } from 'vitest';
import { PagedList, type Page } from '../../../../src/ui/kit/tree/pagedList.ts';

interface Row {
  readonly name: string;
  state: string;
}

/** A list of pages of two, over names that the test changes. */
function listOf(names: string[]) {
  let state = 'first';
  const read = (token: string | undefined): Promise<Page<Row>> => {
    const from = Number(token ?? 0);
    const rows = names.slice(from, from + 2).map((name) => ({ name, state }));
    return Promise.resolve({ rows, nextToken: from + 2 < names.length ? String(from + 2) : undefined });
  };
  const list = new PagedList<Row>({ read: (token) => read(token), keyOf: ({ name }) => name });
  return { list, names, shown: () => list.rows.map(({ name }) => name), say: (said: string) => (state = said) };
}

it('a page more stays when the list is read again, and no row comes twice when others came before it', async () => {
  const { list, names, shown } = listOf(['e', 'd', 'c', 'b', 'a']);
  await list.reload();
  expect([shown(), list.hasMore]).toEqual([['e', 'd'], true]);
  names.unshift('f');
  await list.loadMore();
  expect(shown()).toEqual(['e', 'd', 'c']);
  await list.reload();
  expect(shown()).toEqual(['f', 'e', 'd', 'c']);
  list.reset();
  expect(shown()).toEqual([]);
  await list.reload();
  expect(shown()).toEqual(['f', 'e']);
});

it('rows are the same objects with what is new in them, and it is told whether they are others', async () => {
  const { list, names, say } = listOf(['b', 'a']);
  expect(await list.reload()).toBe(true);
  const [first] = list.rows;
  say('second');
  expect(await list.reload()).toBe(false);
  expect(list.rows[0]).toBe(first);
  expect(first?.state).toBe('second');
  names.reverse();
  expect(await list.reload()).toBe(true);
  expect(list.find('b')).toBe(first);
});

it('an answer to what was asked before a reset is not shown', async () => {
  let answer: (page: Page<Row>) => void = () => undefined;
  const list = new PagedList<Row>({
    read: () => new Promise((resolve) => (answer = resolve)),
    keyOf: ({ name }) => name,
  });
  const asked = list.reload();
  list.reset();
  answer({ rows: [{ name: 'of the other connection', state: '' }], nextToken: undefined });
  expect(await asked).toBeUndefined();
  expect(list.rows).toEqual([]);
});
