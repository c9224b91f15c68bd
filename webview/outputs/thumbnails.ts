import type { OutputFile } from '../../src/protocol/outputs.ts';
import type { Host } from './host.ts';

/** Larger pictures keep their icon: they are read when they are looked at. */
const largest = 8 * 1024 * 1024;

/** Reads small pictures of plots as they come into view. */
export class Thumbnails {
  readonly #host: Host;
  readonly #observer: IntersectionObserver;
  readonly #waiting = new Map<Element, OutputFile>();
  readonly #urls: string[] = [];

  constructor(host: Host, root: Element) {
    this.#host = host;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) if (isIntersecting) void this.#load(target);
      },
      { root, rootMargin: '200px' },
    );
  }

  watch(place: Element, file: OutputFile): void {
    if (file.size === 0 || file.size > largest) return;
    this.#waiting.set(place, file);
    this.#observer.observe(place);
  }

  clear(): void {
    this.#observer.disconnect();
    this.#waiting.clear();
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
  }

  async #load(place: Element): Promise<void> {
    const file = this.#waiting.get(place);
    if (!file) return;
    this.#waiting.delete(place);
    this.#observer.unobserve(place);
    try {
      const { bytes, type } = await this.#host.request('bytes', { uri: file.uri });
      const image = new Image();
      image.alt = '';
      image.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }));
      this.#urls.push(image.src);
      await image.decode();
      place.replaceChildren(image);
    } catch {
      // The icon stays; looking at the file says what is wrong with it.
    }
  }
}
