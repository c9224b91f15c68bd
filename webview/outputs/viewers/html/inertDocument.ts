import type { OutputFile } from '../../../../src/protocol/outputs.ts';
import { mapSrcset } from './srcset.ts';
import type { ReferredFiles } from './referredFiles.ts';

/** Documents in frames of documents. */
const deepest = 3;

const policy = [
  `default-src 'none'`,
  `style-src 'unsafe-inline' data: blob:`,
  ...['img-src', 'media-src', 'font-src'].map((kind) => `${kind} data: blob:`),
].join('; ');

export interface InertDocument {
  readonly html: string;
  /** It brings scripts along, which do not run here. */
  readonly hasScripts: boolean;
}

/**
 * A document with the pictures and styles that lie beside it, and without what would act by itself: scripts, what leads elsewhere,
 * and what reaches for the network. Its own policy comes first in it; the frame that shows it gives it no rights.
 */
export async function inertDocument(
  html: string,
  file: OutputFile,
  files: ReferredFiles,
  depth = 0,
): Promise<InertDocument> {
  const document = new DOMParser().parseFromString(html, 'text/html');
  const every = <E extends Element>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
  let hasScripts = every('script').some(({ textContent, attributes }) => textContent !== '' || attributes.length > 0);
  const base = document.querySelector('base[href]')?.getAttribute('href') ?? '';
  /** A reference as it would be without the document's own `base`. */
  const rebased = (reference: string): string => {
    const url = base === '' || /^(?:#|[a-z][a-z\d+.-]*:)/iu.test(reference) ? null : URL.parse(base, 'x://x/');
    return url ? new URL(reference, url).href.replace(/^x:\/\/x\//u, '') : reference;
  };
  const address = (reference: string) => files.address(rebased(reference), file);

  for (const element of every('script, base, meta[http-equiv], link:not([rel~="stylesheet" i])')) element.remove();
  const set = async (element: Element, attribute: string, value: Promise<string | undefined>): Promise<void> => {
    const found = await value;
    if (found === undefined) element.removeAttribute(attribute);
    else element.setAttribute(attribute, found);
  };
  const shown = ['img', 'source', 'video', 'audio', 'track', 'input[type="image" i]'];
  const attributes: readonly (readonly [selector: string, attribute: string])[] = [
    ...shown.map((tag) => [`${tag}[src]`, 'src'] as const),
    ['video[poster]', 'poster'],
    ['[background]', 'background'],
    // SVG's own attribute, and the older one of another namespace.
    ['image, use, feImage', 'href'],
    ['image, use, feImage', 'xlink:href'],
  ];
  for (const element of every('object[data], embed[src]')) asPicture(element);
  await Promise.all([
    ...attributes.flatMap(([selector, attribute]) =>
      every(selector).map(async (element) => {
        const reference = element.getAttribute(attribute);
        if (reference !== null) await set(element, attribute, address(reference));
      }),
    ),
    ...every('[srcset]').map((element) =>
      set(element, 'srcset', mapSrcset(element.getAttribute('srcset') ?? '', address)),
    ),
    ...every('link[href]').map((element) =>
      set(element, 'href', files.styleAddress(rebased(element.getAttribute('href') ?? ''), [file])),
    ),
    ...every('style').map(async (element) => {
      element.textContent = await files.style(element.textContent, [file]);
    }),
    ...every('[style]').map(async (element) => {
      const style = element.getAttribute('style') ?? '';
      if (/url\(|image-set\(/iu.test(style)) element.setAttribute('style', await files.style(style, [file]));
    }),
    ...every<HTMLIFrameElement>('iframe, frame').map(async (frame) => {
      const other = files.paths.referred(rebased(frame.getAttribute('src') ?? ''), file);
      const own = frame.getAttribute('srcdoc');
      const text = own ?? (other && depth < deepest ? await files.text(other) : undefined);
      frame.removeAttribute('src');
      frame.setAttribute('sandbox', 'allow-same-origin');
      if (text === undefined) return;
      const inside = await inertDocument(text, own === null && other ? other : file, files, depth + 1);
      hasScripts ||= inside.hasScripts;
      frame.setAttribute('srcdoc', inside.html);
    }),
  ]);
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  document.head.prepend(meta);
  const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  return { html: doctype + document.documentElement.outerHTML, hasScripts };
}

/** A picture that is embedded as a document would be one with rights; what is no picture becomes a link. */
function asPicture(element: Element): void {
  const reference = element.getAttribute('data') ?? element.getAttribute('src') ?? '';
  const isPicture = /\.(?:svgz?|png|jpe?g|gif|webp|avif|bmp)(?:[?#]|$)/iu.test(reference);
  const made = element.ownerDocument.createElement(isPicture ? 'img' : 'a');
  for (const { name, value } of element.attributes) {
    if (['class', 'id', 'style', 'width', 'height', 'title'].includes(name)) made.setAttribute(name, value);
  }
  made.setAttribute(isPicture ? 'src' : 'href', reference);
  if (!isPicture) made.textContent = reference;
  element.replaceWith(made);
}
