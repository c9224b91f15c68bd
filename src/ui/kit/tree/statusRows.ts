import { errorText } from '../../../core/errors.ts';

/** What went wrong while loading; choosing it tries again. */
export interface ErrorRow<Node> {
  readonly kind: 'error';
  readonly message: string;
  /** The row that it stands under; undefined at the top. */
  readonly parent: Node | undefined;
}

/** Says that there is nothing, or that there is more than is shown. */
export interface NoteRow<Node> {
  readonly kind: 'note';
  readonly text: string;
  readonly parent: Node | undefined;
}

/** Choosing it loads the page that follows. */
export interface MoreRow {
  readonly kind: 'loadMore';
}

/** The rows that any list may have beside those that it is about. */
export type StatusRow<Node> = ErrorRow<Node> | NoteRow<Node> | MoreRow;

export const moreRow: MoreRow = { kind: 'loadMore' };

export function errorRow<Node>(error: unknown, parent: Node | undefined): ErrorRow<Node> {
  return { kind: 'error', message: errorText(error), parent };
}

export function isStatusRow<Node extends { readonly kind: string }>(
  row: Node | StatusRow<Node>,
): row is StatusRow<Node> {
  return row.kind === 'error' || row.kind === 'note' || row.kind === 'loadMore';
}
