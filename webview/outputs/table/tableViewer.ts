import type { Extent, Filter, Result, Sort } from '../../../src/protocol/outputs.ts';
import type { OpenViewer, Viewer, ViewerOptions } from '../context.ts';
import { checkbox } from '../../toolkit.ts';
import { h } from '../dom.ts';
import { messageBox } from '../messages.ts';
import { CellCache } from './cellCache.ts';
import { filterBar } from './filterBar.ts';
import { Grid } from './grid.ts';

/** A CSV or TSV file as a table, whose first row is what it looks like until the user says otherwise. */
export const openTableViewer: OpenViewer = async (options) => {
  const { context, file } = options;
  const { headers, t } = context;
  let shown = await openRows(options, headers.get(file.uri));
  const { hasHeader } = shown;
  if (hasHeader === undefined) return shown;
  const place = h('div', { class: 'stack' }, shown.element);
  let latest = 0;
  let isLeft = false;
  const read = async (wanted: boolean): Promise<void> => {
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
    place.replaceChildren(next.element);
  };
  const header = checkbox(t('hasHeader'), hasHeader, (checked) => {
    headers.set(file.uri, checked);
    void read(checked);
  });
  return {
    element: place,
    tools: [header],
    dispose: () => {
      isLeft = true;
      shown.dispose?.();
    },
  };
};

interface Rows extends Viewer {
  /** Undefined where there are no rows. */
  readonly hasHeader?: boolean;
}

/** The rows are read as they are scrolled to; sorting and filtering see what the host has loaded. */
async function openRows({ context, file, signal }: ViewerOptions, hasHeader: boolean | undefined): Promise<Rows> {
  const { host, t, formatNumber } = context;
  const params = { uri: file.uri, ...(hasHeader !== undefined && { hasHeader }) };
  const opened = await host.request('openTable', params, signal);
  const { table, columns } = opened;
  const close = () => void host.request('closeTable', { table }).catch(() => undefined);
  if (opened.extent.columnCount === 0) {
    close();
    return { element: messageBox('file', t('emptyFile')) };
  }

  const noRows = h('p', { class: 'no-rows', hidden: true });
  const status = h('div', { class: 'table-status', role: 'status' });
  let sort: Sort | undefined;
  let filter: Filter | undefined;
  let viewed: Result<'view'> | undefined;
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
    label: t('tableOf', file.path),
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
    if (viewed && (sort ?? filter)) {
      const within = sort ? 'sortedWithin' : 'filteredWithin';
      if (!viewed.complete) parts.push(t(within, formatNumber(viewed.loadedRows)));
      else if (sort) parts.push(t('sortedAll'));
    }
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
      viewed = answer;
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
  const bar = filterBar(context, columns, (wanted) => {
    filter = wanted;
    void view();
  });
  showStatus();
  return {
    hasHeader: opened.hasHeader,
    element: h('div', { class: 'table' }, bar, grid.element, noRows, status),
    dispose: () => {
      stop();
      cells.clear();
      grid.dispose();
      close();
    },
  };
}

function isComparison(text = ''): boolean {
  return /^\s*[<>=!]/u.test(text);
}
