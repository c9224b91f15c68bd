import { button } from '../../toolkit.ts';
import type { OpenViewer } from '../context.ts';
import { h } from '../dom.ts';
import { messageBox, notice } from '../messages.ts';
import { readWhole } from '../readWhole.ts';

const largest = 20 * 1024 * 1024;
const policy = "default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline'";

/** The document with a policy of its own in front: no script, nothing from the network. */
function withPolicy(html: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const [doctype = ''] = /^\s*<!doctype[^>]*>/iu.exec(html) ?? [];
  return `${doctype}${meta}${html.slice(doctype.length)}`;
}

/** An HTML document, as a picture of itself: in a frame with no rights at all. */
export const openHtml: OpenViewer = async (options) => {
  const { t, host, page } = options.context;
  const { uri, path, size } = options.file;
  if (size === 0) return { element: messageBox('file', t('emptyFile')) };
  const { text, complete } = await readWhole(options, largest);
  if (!complete) {
    const save = () => void host.request('save', { uri }).catch(() => undefined);
    return { element: messageBox('file', t('notPreviewable'), t('save'), save) };
  }
  const frame = h('iframe', { sandbox: '', title: path, referrerpolicy: 'no-referrer' });
  frame.srcdoc = withPolicy(text);
  const open = () => void host.request('openExternally', { uri }).catch(() => undefined);
  const actions = page.canOpenExternally
    ? [button({ label: t('openExternally'), secondary: true, onClick: open })]
    : [];
  return { element: h('div', { class: 'html' }, notice(t('htmlNotice'), ...actions), frame) };
};
