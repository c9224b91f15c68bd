import DOMPurify from 'dompurify';
import { marked } from 'marked';
import type { OpenViewer, ViewerOptions } from '../context.ts';
import { h } from '../dom.ts';
import { messageBox, notice } from '../messages.ts';
import { readWhole } from '../readWhole.ts';

const largest = 2 * 1024 * 1024;

/** A Markdown text with the pictures that lie beside it. */
export const openMarkdown: OpenViewer = async (options) => {
  const { t } = options.context;
  if (options.file.size === 0) return { element: messageBox('file', t('emptyFile')) };
  const { text, complete } = await readWhole(options, largest);
  const html = await marked.parse(text, { gfm: true });
  const content = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'iframe', 'audio', 'video'],
    FORBID_ATTR: ['style'],
  });
  // A picture that cannot be had leaves its description: the text is there all the same.
  const urls = await Promise.all(
    [...content.querySelectorAll('img')].map((image) => fillIn(image, options).catch(() => undefined)),
  );
  options.signal.throwIfAborted();
  const article = h('article', { class: 'markdown', tabindex: 0 });
  if (!complete) article.append(notice(t('notPreviewable')));
  article.append(content);
  return {
    element: article,
    dispose: () => {
      for (const url of urls) if (url !== undefined) URL.revokeObjectURL(url);
    },
  };
};

/** Gives an image its bytes when its path leads to another file of the same output. */
async function fillIn(
  image: HTMLImageElement,
  { context, file, outputs, signal }: ViewerOptions,
): Promise<string | undefined> {
  const source = image.getAttribute('src') ?? '';
  if (source.startsWith('data:')) return undefined;
  image.removeAttribute('src');
  const base = new URL(file.path, 'output:///');
  const path = URL.canParse(source, base.href) ? decodeURIComponent(new URL(source, base).pathname).slice(1) : source;
  const group = outputs.groups.find((candidate) => candidate.files.some((other) => other.uri === file.uri));
  const found = group?.files.find((candidate) => candidate.path === path && candidate.kind === 'image');
  if (!found) return undefined;
  const { bytes, type } = await context.host.request('bytes', { uri: found.uri }, signal);
  image.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }));
  return image.src;
}
