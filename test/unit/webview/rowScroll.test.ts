import { describe, expect, it } from 'vitest';
import { RowScroll } from '../../../webview/outputs/table/rowScroll.ts';

function scrollOver(rows: number): RowScroll {
  const scroll = new RowScroll(22);
  scroll.resize(rows, 440);
  return scroll;
}

describe('scrolling over rows', () => {
  it('is that of the browser while the table fits into an element', () => {
    const scroll = scrollOver(1000);
    scroll.onScroll(2205);
    expect([scroll.scaled, scroll.height, scroll.top, scroll.firstRow, scroll.endRow]).toEqual([
      false,
      22_000,
      2205,
      100,
      121,
    ]);
  });

  it.each([1_000_000, 20_000_000, 1_000_000_000])(
    'reaches every row of %d, and the last stands at the bottom',
    (rows) => {
      const scroll = scrollOver(rows);
      expect(scroll.scaled).toBe(true);
      scroll.onScroll(scroll.height - 440);
      expect([scroll.firstRow, scroll.endRow]).toEqual([rows - 20, rows]);
      for (const row of [0, 1, rows - 1, Math.floor(rows / 3)]) {
        scroll.reveal(row);
        const { scrollTop } = scroll;
        expect(scroll.firstRow).toBeLessThanOrEqual(row);
        expect(scroll.endRow).toBeGreaterThan(row);
        // The scrollbar's own event, rounded as browsers do, moves nothing.
        const before = scroll.top;
        scroll.onScroll(Math.round(scrollTop));
        expect(scroll.top).toBe(before);
      }
    },
  );

  it('keeps its place when more rows are found, and stays within when there are fewer', () => {
    const scroll = scrollOver(1_000_000);
    scroll.reveal(500_000);
    const before = scroll.top;
    scroll.resize(1_200_000, 440);
    expect(scroll.top).toBe(before);
    scroll.resize(10, 440);
    expect([scroll.top, scroll.endRow]).toEqual([0, 10]);
  });
});
