import type { Context } from './context.ts';
import type { Entry } from './entry.ts';

/** Larger pictures keep their icon: they are read when they are looked at. */
const largest = 8 * 1024 * 1024;
/** Pixels of a thumbnail, on a screen whose pixels are these. */
const width = 164;
const height = 92;

/** Reads small pictures of plots as they come into view. */
export class Thumbnails {
  readonly #context: Context;
  readonly #observer: IntersectionObserver;
  readonly #waiting = new Map<Element, Entry>();
  readonly #urls: string[] = [];

  constructor(context: Context, root: Element) {
    this.#context = context;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) if (isIntersecting) void this.#load(target);
      },
      { root, rootMargin: '200px' },
    );
  }

  watch(place: Element, entry: Entry): void {
    const { size } = entry.file;
    if (size === 0 || size > largest) return;
    this.#waiting.set(place, entry);
    this.#observer.observe(place);
  }

  clear(): void {
    this.#observer.disconnect();
    this.#waiting.clear();
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
  }

  async #load(place: Element): Promise<void> {
    const entry = this.#waiting.get(place);
    if (!entry) return;
    this.#waiting.delete(place);
    this.#observer.unobserve(place);
    try {
      place.replaceChildren(await (entry.file.kind === 'pdf' ? this.#page(entry) : this.#image(entry)));
    } catch {
      // The icon stays; looking at the file says what is wrong with it.
    }
  }

  async #image({ file }: Entry): Promise<HTMLElement> {
    const { bytes, type } = await this.#context.host.request('bytes', { uri: file.uri });
    const image = new Image();
    image.alt = '';
    image.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }));
    this.#urls.push(image.src);
    await image.decode();
    return image;
  }

  async #page({ file, page = 1 }: Entry): Promise<HTMLElement> {
    const { drawPage, pageSize } = await import('./viewers/pdf/drawPage.ts');
    const { pdf, release } = await (await this.#context.pdfs()).open(file);
    try {
      const size = await pageSize(pdf, page);
      const factor = Math.min(width / size.width, height / size.height) * window.devicePixelRatio;
      const { canvas, task } = await drawPage(pdf, page, factor);
      await task.promise;
      return canvas;
    } finally {
      release();
    }
  }
}
