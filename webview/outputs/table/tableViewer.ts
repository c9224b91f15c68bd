import type { Extent, Filter, Result, Sort, TableChoice } from '../../../src/protocol/outputs.ts';
import type { Context, OpenViewer, Viewer, ViewerOptions } from '../context.ts';
import { button, checkbox, dropdown } from '../../toolkit.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import { messageBox, notice } from '../messages.ts';
import { CellCache } from './cellCache.ts';
import { filterBar } from './filterBar.ts';
import { formatBar } from './formatBar.ts';
import { Grid } from './grid.ts';
import type { Range } from './selection.ts';

/** A table's file: read as it looks, until the user says otherwise; of a workbook sheet by sheet. */
export const openTableViewer: OpenViewer = async (options) => {
  const { context } = options;
  const { t } = context;
  let shown = await openRows(options, {});
  if (shown.opened === undefined) return shown;
  const place = h('div', { class: 'stack' });
  const format = h('div', { id: 'table-format', class: 'format', hidden: true });
  const headerPlace = h('span', {});
  const sheetPlace = h('span', {});
  let latest = 0;
  let isLeft = false;

  const read = async (wanted: Wanted): Promise<void> => {
    const turn = ++latest;
    const next: Rows = await openRows(options, wanted).catch((error: unknown) => ({
      element: messageBox('error', error),
    }));
    if (turn !== latest || isLeft) {
      next.dispose?.();
      return;
    }
    shown.dispose?.();
    shown = next;
    show();
  };
  function show(): void {
    const { opened, element } = shown;
    if (opened) {
      const { format: found, choice, known, sheets = [], sheet } = opened;
      const of = sheet === undefined ? {} : { sheet };
      format.replaceChildren(formatBar(context, found, choice, (wanted) => void read({ ...of, choice: wanted })));
      toggle.hidden = known.format;
      const header = () =>
        checkbox(
          t('hasHeader'),
          found.hasHeader,
          (hasHeader) => void read({ ...of, choice: { ...choice, hasHeader } }),
        );
      headerPlace.replaceChildren(...(known.header ? [] : [header()]));
      const select = () => dropdown(t('sheet'), sheets, (wanted) => void read({ sheet: wanted }), sheet);
      sheetPlace.replaceChildren(...(sheets.length > 1 ? [select()] : []));
    }
    const said = opened?.note === undefined ? [] : [notice(opened.note)];
    place.replaceChildren(...said, format, element);
  }
  const toggle = button({
    label: t('formatOf'),
    icon: icon('settings'),
    onClick: () => {
      format.hidden = !format.hidden;
      toggle.setAttribute('aria-expanded', String(!format.hidden));
    },
  });
  toggle.setAttribute('aria-expanded', 'false');
  toggle.setAttribute('aria-controls', format.id);
  show();
  return {
    element: place,
    tools: [sheetPlace, headerPlace, toggle],
    dispose: () => {
      isLeft = true;
      shown.dispose?.();
    },
  };
};

/** What the user says of the format, and which sheet they want. */
interface Wanted {
  readonly choice?: TableChoice;
  readonly sheet?: number;
}

interface Rows extends Viewer {
  /** Undefined where there are no rows. */
  readonly opened?: Result<'openTable'>;
}

/** The rows are read as they are scrolled to; sorting and filtering are the host's. */
async function openRows({ context, file, signal }: ViewerOptions, wanted: Wanted): Promise<Rows> {
  const { host, t } = context;
  const opened = await host.request('openTable', { uri: file.uri, ...wanted }, signal);
  if (opened.extent.columnCount > 0) return { ...showRows(context, opened, file.path), opened };
  void host.request('closeTable', { table: opened.table }).catch(() => undefined);
  return { element: messageBox('file', t('emptyFile')), ...(opened.sheets && { opened }) };
}

/** Rows that can be sorted, filtered, selected. */
export interface ShownRows extends Viewer {
  /** Their numbers in the order that is shown. */
  selectedRows(): number[];
}

/** Shows the rows of an open table, of which `name` is what a person calls it. */
export function showRows(context: Context, opened: Result<'openTable'>, name: string): ShownRows {
  const { host, t, formatNumber } = context;
  const { table, columns } = opened;
  const close = () => void host.request('closeTable', { table }).catch(() => undefined);

  const noRows = h('p', { class: 'no-rows', hidden: true });
  const status = h('div', { class: 'table-status', role: 'status' });
  let sort: Sort | undefined;
  let filter: Filter | undefined;
  let latest = 0;

  const cells = new CellCache({
    host,
    table,
    onCells: (rows, firstColumn) => {
      grid.onCells(rows, firstColumn);
    },
    onExtent: (extent) => {
      setExtent(extent);
    },
    onError: say,
  });
  cells.fill(opened.rows);
  const grid = new Grid({
    context,
    columns,
    extent: opened.extent,
    firstRows: opened.rows,
    cells,
    label: t('tableOf', name),
    onCopy: (range) => void copy(range),
    onSort: (column) => {
      sort =
        sort?.column !== column
          ? { column, descending: false }
          : sort.descending
            ? undefined
            : { column, descending: true };
      void view();
    },
  });

  async function copy({ rows, columns: copied }: Range): Promise<void> {
    const { rowCount, columnCount } = grid.extent;
    const isAll = rows.start === 0 && rows.end >= rowCount && copied.start === 0 && copied.end >= columnCount;
    try {
      const { text, rows: count } = await host.request('copy', { table, rows, columns: copied, withHeader: isAll });
      await navigator.clipboard.writeText(text);
      const isSome = count < rows.end - rows.start;
      status.textContent = t(isSome ? 'copiedSome' : 'copiedRows', formatNumber(count));
    } catch (error) {
      say(error);
    }
  }

  function say(error: unknown): void {
    status.textContent = error instanceof Error ? error.message : String(error);
  }

  function setExtent(extent: Extent): void {
    const before = grid.extent;
    const same =
      before.rowCount === extent.rowCount && before.exact === extent.exact && before.columnCount === extent.columnCount;
    if (!same) grid.setExtent(extent);
    showStatus();
  }

  function showStatus(): void {
    const { rowCount, exact, columnCount } = grid.extent;
    const rows = t(
      filter ? 'rowsMatching' : exact ? 'rowsExact' : 'rowsAbout',
      formatNumber(exact ? rowCount : Number(rowCount.toPrecision(2))),
    );
    const parts = [rows, t('columnsOf', formatNumber(columnCount))];
    if (sort) parts.push(t('sortedAll'));
    status.textContent = parts.join(' · ');
    noRows.hidden = !filter || rowCount > 0;
    noRows.textContent = t(filter?.column === undefined && isComparison(filter?.text) ? 'noRowsColumn' : 'noRows');
  }

  async function view(): Promise<void> {
    const turn = ++latest;
    status.textContent = t('working');
    grid.setSort(sort);
    try {
      const answer = await host.request('view', { table, ...(sort && { sort }), ...(filter && { filter }) });
      if (turn !== latest) return;
      cells.clear();
      grid.setExtent(answer.extent);
      grid.toTop();
      showStatus();
    } catch (error) {
      if (turn === latest) say(error);
    }
  }

  const stop = host.on('extent', (event) => {
    if (event.table !== table || (sort ?? filter) !== undefined) return;
    setExtent(event.extent);
    if (event.failed !== undefined) say(event.failed);
  });
  const stopViewing = host.on('viewing', (event) => {
    if (event.table === table) status.textContent = t('workingDone', Math.round(event.done * 100));
  });
  const bar = filterBar(context, columns, (wanted) => {
    filter = wanted;
    void view();
  });
  showStatus();
  return {
    selectedRows: () => {
      const { start, end } = grid.selection.rows;
      return Array.from({ length: end - start }, (_, at) => start + at);
    },
    element: h('div', { class: 'table' }, bar, grid.element, noRows, status),
    dispose: () => {
      stop();
      stopViewing();
      cells.clear();
      grid.dispose();
      close();
    },
  };
}

function isComparison(text = ''): boolean {
  return /^\s*[<>=!]/u.test(text);
}
