import type { OpenViewer } from '../context.ts';
import { h } from '../dom.ts';
import { copyButton, pngOf } from './copyPicture.ts';
import { Zoom } from './zoom.ts';

/** What an SVG without a size of its own gets. */
const defaultWidth = 800;
const defaultHeight = 600;

/** A picture. An SVG is one, too: inside of `img` nothing in it runs. */
export const openImage: OpenViewer = async (options) => {
  const { context, file, signal } = options;
  const { host, t } = context;
  const { bytes, type } = await host.request('bytes', { uri: file.uri }, signal);
  if (type === 'image/tiff') return (await import('./tiff.ts')).openTiff(options, bytes);
  const image = new Image();
  image.alt = file.path;
  image.draggable = false;
  image.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }));
  try {
    await image.decode();
  } catch {
    URL.revokeObjectURL(image.src);
    throw new Error(t('imageFailed', file.path));
  }
  const width = image.naturalWidth || defaultWidth;
  const height = image.naturalHeight || defaultHeight;
  const scroller = h('div', { class: 'pictures', 'aria-label': file.path }, h('div', { class: 'paper' }, image));
  const zoom = new Zoom({
    context,
    scroller,
    fitting: () => Math.min(1, (scroller.clientWidth - 24) / width, (scroller.clientHeight - 24) / height),
    apply: (factor) => {
      image.style.width = `${width * factor}px`;
      image.style.height = `${height * factor}px`;
      image.classList.toggle('pixels', factor >= 3 && type !== 'image/svg+xml');
    },
  });
  return {
    element: scroller,
    tools: [...zoom.tools, copyButton(context, () => pngOf(image, width, height))],
    dispose: () => {
      zoom.dispose();
      URL.revokeObjectURL(image.src);
    },
  };
};
