import type { Column, Filter } from '../../../src/protocol/outputs.ts';
import { dropdown, textField } from '../../toolkit.ts';
import type { Context } from '../context.ts';
import { debounced, h } from '../dom.ts';
import { nameOf } from './columnName.ts';

/** More columns than this make a list that nobody can use. */
const mostColumns = 200;

/** Where to look, and what for; `onFilter` gets undefined when nothing is looked for. */
export function filterBar(
  { t }: Context,
  columns: readonly Column[],
  onFilter: (filter: Filter | undefined) => void,
): HTMLElement {
  let column: number | undefined;
  let text = '';
  const apply = debounced(250, () => {
    onFilter(text.trim() === '' ? undefined : { text, ...(column !== undefined && { column }) });
  });
  const names = columns.slice(0, mostColumns).map((column, at) => nameOf(column, at, t));
  const where = dropdown(t('filterColumn'), [t('anyColumn'), ...names], (index) => {
    column = index === 0 ? undefined : index - 1;
    if (text.trim() !== '') apply();
  });
  const what = textField(t('filter'), (typed) => {
    text = typed;
    apply();
  });
  what.title = t('filterHint');
  return h('div', { class: 'filter-bar', role: 'group', 'aria-label': t('filter') }, what, where);
}
