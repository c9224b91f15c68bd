import { button } from '../../toolkit.ts';
import type { Context } from '../context.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';

const smallest = 0.05;
/** Much larger pictures are made to fit, too. */
const leastFit = 0.001;
const largest = 20;
const step = 1.25;

export interface ZoomOptions {
  readonly context: Context;
  /** Scrolls; takes the keyboard and the wheel. */
  readonly scroller: HTMLElement;
  /** The factor at which everything fits in. */
  readonly fitting: () => number;
  readonly apply: (factor: number) => void;
}

/** Zooming of what lies in a scroller: buttons; `+`, `-`, `0` (fit) and `1` (100 %); Ctrl and wheel; dragging to move. */
export class Zoom {
  readonly tools: readonly HTMLElement[];
  readonly #options: ZoomOptions;
  readonly #label = h('span', { class: 'zoom', 'aria-live': 'polite' });
  readonly #resized: ResizeObserver;
  #factor = 1;
  #fit = true;

  constructor(options: ZoomOptions) {
    this.#options = options;
    const { context, scroller } = options;
    const { t } = context;
    const tool = (label: string, name: Parameters<typeof icon>[0], onClick: () => void) =>
      button({ label, icon: icon(name), onClick });
    const actual = button({
      label: t('zoomActual'),
      icon: h('span', { class: 'text-icon' }, '1:1'),
      onClick: () => {
        this.set(1);
      },
    });
    this.tools = [
      tool(t('zoomOut'), 'zoomOut', () => {
        this.set(this.#factor / step);
      }),
      this.#label,
      tool(t('zoomIn'), 'zoomIn', () => {
        this.set(this.#factor * step);
      }),
      tool(t('fit'), 'screenFull', () => {
        this.fit();
      }),
      actual,
    ];
    scroller.tabIndex = 0;
    scroller.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    scroller.addEventListener(
      'wheel',
      (event) => {
        this.#onWheel(event);
      },
      { passive: false },
    );
    scroller.addEventListener('pointerdown', (event) => {
      this.#onPointerDown(event);
    });
    this.#resized = new ResizeObserver(() => {
      if (this.#fit) this.fit();
    });
    this.#resized.observe(scroller);
  }

  /** Makes everything visible, and keeps it so when the panel changes its size. */
  fit(): void {
    this.#fit = true;
    // A pane can be smaller than the margins: a negative size would be none at all.
    this.#apply(Math.max(leastFit, this.#options.fitting()));
  }

  /** 1 is 100 %. What is in the middle, or at the given place of the window, stays there. */
  set(factor: number, x?: number, y?: number): void {
    const { scroller } = this.#options;
    const { left, top } = scroller.getBoundingClientRect();
    const [atX, atY] = [x ?? left + scroller.clientWidth / 2, y ?? top + scroller.clientHeight / 2];
    const sheet = [...scroller.children].find((child) => child.getBoundingClientRect().bottom >= atY);
    const before = (sheet ?? scroller).getBoundingClientRect();
    this.#fit = false;
    this.#apply(Math.min(largest, Math.max(smallest, factor)));
    const after = (sheet ?? scroller).getBoundingClientRect();
    // Margins do not grow: the place is told by the sheet that is there.
    scroller.scrollBy(
      after.left + ((atX - before.left) / before.width) * after.width - atX,
      after.top + ((atY - before.top) / before.height) * after.height - atY,
    );
  }

  dispose(): void {
    this.#resized.disconnect();
  }

  #apply(factor: number): void {
    this.#factor = factor;
    this.#label.textContent = `${Math.round(factor * 100)} %`;
    this.#options.apply(factor);
  }

  #onKey(event: KeyboardEvent): void {
    const actions: Readonly<Record<string, () => void>> = {
      '+': () => {
        this.set(this.#factor * step);
      },
      '=': () => {
        this.set(this.#factor * step);
      },
      '-': () => {
        this.set(this.#factor / step);
      },
      '0': () => {
        this.fit();
      },
      '1': () => {
        this.set(1);
      },
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.set(this.#factor * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
  }

  #onPointerDown(event: PointerEvent): void {
    const { scroller } = this.#options;
    if (event.button !== 0 || event.pointerType !== 'mouse') return;
    const [x, y] = [event.clientX + scroller.scrollLeft, event.clientY + scroller.scrollTop];
    const move = (moved: PointerEvent) => {
      scroller.scrollTo(x - moved.clientX, y - moved.clientY);
    };
    scroller.classList.add('dragging');
    window.addEventListener('pointermove', move);
    const end = () => {
      scroller.classList.remove('dragging');
      window.removeEventListener('pointermove', move);
    };
    window.addEventListener('pointerup', end, { once: true });
  }
}
