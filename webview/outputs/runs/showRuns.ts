import { button } from '../../toolkit.ts';
import type { Context, Viewer } from '../context.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import { loading, messageBox } from '../messages.ts';
import { showRows } from '../table/tableViewer.ts';

/** The runs of a script as a table; the selected ones are opened, or two of them compared. */
export function showRuns(context: Context, heading: string): HTMLElement {
  const { host, t } = context;
  const body = h('div', { class: 'content' });
  let shown: (Viewer & { readonly open?: () => void }) | undefined;
  async function load(): Promise<void> {
    shown?.dispose?.();
    shown = undefined;
    body.replaceChildren(loading(t('loading')));
    try {
      const opened = await host.request('openRuns', {});
      if (opened.extent.rowCount === 0) {
        body.replaceChildren(messageBox('inbox', t('noRuns')));
        return;
      }
      const rows = showRows(context, opened, heading);
      const open = () => void host.request('showRuns', { table: opened.table, rows: rows.selectedRows() });
      shown = { ...rows, open };
      body.replaceChildren(rows.element);
    } catch (error) {
      body.replaceChildren(messageBox('error', error, t('retry'), () => void load()));
    }
  }
  void load();
  return h(
    'main',
    { class: 'jobs' },
    h(
      'section',
      { class: 'pane', 'aria-label': heading },
      h(
        'header',
        { class: 'pane-header' },
        h('h1', {}, heading),
        button({ label: t('openRuns'), secondary: true, onClick: () => shown?.open?.() }),
        button({ label: t('refresh'), icon: icon('refresh'), onClick: () => void load() }),
      ),
      h('div', { class: 'viewer' }, body),
    ),
  );
}
