import { formatBytes } from '../../../src/core/format.ts';
import { button } from '../../toolkit.ts';
import type { OpenViewer } from '../context.ts';
import { h } from '../dom.ts';
import { messageBox } from '../messages.ts';

const head = 256 * 1024;
const stretch = 1024 * 1024;
// eslint-disable-next-line no-control-regex -- colours of a terminal are control characters
const colours = /\u001b\[[0-9;]*[A-Za-z]/gu;

/** The head of a text, and more on demand: a log may be of any length. */
export const openText: OpenViewer = async ({ context, file, signal }) => {
  const { host, t } = context;
  if (file.size === 0) return { element: messageBox('file', t('emptyFile')) };
  const { uri } = file;
  const text = h('pre', { tabindex: 0, 'aria-label': file.path });
  const shown = h('span');
  const footer = h('div', { class: 'more' });
  let next = 0;
  const read = async (length: number) => {
    const more = await host.request('text', { uri, start: next, length }, signal);
    next = more.next;
    text.append(more.text.replaceAll(colours, ''));
    shown.textContent = t('textShown', formatBytes(next), formatBytes(more.size));
    footer.hidden = next >= more.size;
  };
  const onMore = () => {
    read(stretch).catch((error: unknown) => {
      shown.textContent = error instanceof Error ? error.message : String(error);
    });
  };
  footer.append(shown, button({ label: t('loadMore'), secondary: true, onClick: onMore }));
  await read(head);
  return { element: h('div', { class: 'text' }, text, footer) };
};
