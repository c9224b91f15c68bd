import { button } from '../../toolkit.ts';
import type { Context } from '../context.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';

/** The picture as a PNG, which every clipboard takes. */
export async function pngOf(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('no canvas');
  drawing.fillStyle = 'white';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** A button that copies a picture, and says for a moment whether it did. */
export function copyButton({ t }: Context, picture: () => Promise<Blob>): HTMLElement {
  const said = h('span', { class: 'said', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string) => {
    said.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = '';
    }, 2000);
  };
  const copy = () => {
    // The promise goes into the item: making the picture first would lose the click that permits the copying.
    navigator.clipboard.write([new ClipboardItem({ 'image/png': picture() })]).then(
      () => {
        say(t('copied'));
      },
      () => {
        say(t('copyFailed'));
      },
    );
  };
  return h('span', {}, said, button({ label: t('copyImage'), icon: icon('copy'), onClick: copy }));
}
