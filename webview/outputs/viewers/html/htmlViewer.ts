import { button } from '../../../toolkit.ts';
import type { OpenViewer } from '../../context.ts';
import { h } from '../../dom.ts';
import { icon } from '../../icons.ts';
import { messageBox, notice } from '../../messages.ts';
import { readWhole } from '../../readWhole.ts';
import { inertDocument } from './inertDocument.ts';
import { followLinks } from './links.ts';
import { ReferredFiles } from './referredFiles.ts';

const largest = 20 * 1024 * 1024;
/** References that are named where they lead to nothing. */
const mostNamed = 3;

/**
 * An HTML document with its pictures and styles, in a frame where no script runs: neither the frame's sandbox nor its policies let one. The
 * frame counts as a part of this page only so that the page can read its pictures to it and follow its links.
 */
export const openHtml: OpenViewer = async (options) => {
  const { context, file } = options;
  const { t, host } = context;
  const { uri, path, size } = file;
  const open = () => void host.request('openExternally', { uri }).catch(() => undefined);
  const tools = [button({ label: t('openExternally'), icon: icon('linkExternal'), onClick: open })];
  if (size === 0) return { element: messageBox('file', t('emptyFile')) };
  const { text, complete } = await readWhole(options, largest);
  if (!complete) return { element: messageBox('file', t('htmlLarge'), t('openExternally'), open), tools };

  const files = new ReferredFiles(options);
  const { html, hasScripts } = await inertDocument(text, file, files);
  const frame = h('iframe', { sandbox: 'allow-same-origin', title: path, referrerpolicy: 'no-referrer' });
  frame.addEventListener('load', () => {
    if (frame.contentDocument) {
      followLinks(frame.contentDocument, {
        find: (reference) => files.paths.referred(reference, file),
        onFile: options.onOpen,
      });
    }
  });
  frame.srcdoc = html;
  const missing = [...files.missing];
  const notices = [
    ...(hasScripts ? [t('htmlNotice')] : []),
    ...(missing.length > 0 ? [t('htmlMissing', missing.slice(0, mostNamed).join(', '), missing.length)] : []),
  ];
  const said =
    notices.length > 0
      ? [notice(notices.join(' '), button({ label: t('openExternally'), secondary: true, onClick: open }))]
      : [];
  return {
    element: h('div', { class: 'html' }, ...said, frame),
    tools,
    dispose: () => {
      files.dispose();
    },
  };
};
