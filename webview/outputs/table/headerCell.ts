import type { Column, Sort } from '../../../src/protocol/outputs.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Translate } from '../context.ts';
import { nameOf } from './columnName.ts';

export interface HeaderCellOptions {
  readonly t: Translate;
  readonly column: Column;
  readonly index: number;
  /** How the rows are sorted by this column, if they are. */
  readonly sort: Sort | undefined;
  readonly active: boolean;
  readonly width: number;
  readonly onSort: () => void;
  readonly onResize: (width: number) => void;
}

/** A column's name: a click sorts, its right edge changes the width. One without a name gets its number, or says that it holds row names. */
export function headerCell(options: HeaderCellOptions): HTMLElement {
  const { t, column, index, sort, active, width, onSort, onResize } = options;
  const label = nameOf(column, index, t);
  const name = h('span', { class: column.name === '' ? 'unnamed' : '' }, label);
  const edge = h('span', { class: 'edge' });
  const cell = h(
    'div',
    {
      class: active ? 'head-cell active' : 'head-cell',
      'data-type': column.type,
      role: 'columnheader',
      id: `head-${index}`,
      title: label,
      'aria-colindex': index + 1,
      'aria-sort': sort ? (sort.descending ? 'descending' : 'ascending') : 'none',
    },
    name,
  );
  if (sort) cell.append(icon(sort.descending ? 'arrowDown' : 'arrowUp'));
  cell.append(edge);
  cell.style.width = `${width}px`;
  cell.addEventListener('click', onSort);
  edge.addEventListener('click', (event) => {
    event.stopPropagation();
  });
  edge.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const from = event.clientX;
    const move = (moved: PointerEvent) => {
      onResize(width + moved.clientX - from);
    };
    window.addEventListener('pointermove', move);
    const end = () => {
      window.removeEventListener('pointermove', move);
    };
    window.addEventListener('pointerup', end, { once: true });
  });
  return cell;
}
