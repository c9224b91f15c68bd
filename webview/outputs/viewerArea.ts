import { formatBytes } from '../../src/core/format.ts';
import type { JobOutputs } from '../../src/protocol/outputs.ts';
import { button } from '../toolkit.ts';
import type { Context, Viewer } from './context.ts';
import { h } from './dom.ts';
import { titleOf, type Entry } from './entry.ts';
import { icon } from './icons.ts';
import { loading, messageBox } from './messages.ts';
import { openViewer } from './viewers/index.ts';

/** Milliseconds after which waiting for the next file is shown. */
const patience = 300;

/** The file that is looked at, under a bar with its name and what can be done with it. */
export class ViewerArea {
  readonly element = h('div', { class: 'viewer' });
  readonly #context: Context;
  readonly #onOpen: (entry: Entry) => void;
  readonly #content = h('div', { class: 'content' });
  readonly #bar = h('div', { class: 'bar', role: 'toolbar' });
  #entry: Entry | undefined;
  #viewer: Viewer | undefined;
  #opening = new AbortController();

  /** `onOpen`: what is looked at leads to another output. */
  constructor(context: Context, onOpen: (entry: Entry) => void) {
    this.#context = context;
    this.#onOpen = onOpen;
    this.element.append(this.#bar, this.#content);
  }

  get entry(): Entry | undefined {
    return this.#entry;
  }

  /** Does nothing when just this version of the file is there already. */
  show(entry: Entry, outputs: JobOutputs): void {
    const { file, page } = entry;
    const last = this.#entry?.file;
    const same = last?.uri === file.uri && last.modified === file.modified && last.size === file.size;
    if (same && this.#viewer && this.#entry?.page === page) return;
    this.#opening.abort();
    this.#entry = entry;
    void this.#open(entry, outputs);
  }

  close(): void {
    this.#opening.abort();
    this.#viewer?.dispose?.();
    this.#viewer = undefined;
    this.#entry = undefined;
    this.#bar.replaceChildren();
    this.#content.replaceChildren();
  }

  /** What is looked at stays until the next is there, or is long in coming. */
  async #open(entry: Entry, outputs: JobOutputs): Promise<void> {
    const { file, page } = entry;
    const opening = new AbortController();
    this.#opening = opening;
    const { t } = this.#context;
    const before = this.#viewer;
    this.#viewer = undefined;
    let isGone = false;
    const replace = (element: HTMLElement, tools: readonly HTMLElement[] = []) => {
      if (!isGone) before?.dispose?.();
      isGone = true;
      this.#setBar(entry, tools);
      this.#content.replaceChildren(element);
    };
    const late = setTimeout(() => {
      replace(loading(t('loading')));
    }, patience);
    opening.signal.addEventListener('abort', () => {
      clearTimeout(late);
      if (!isGone) before?.dispose?.();
      isGone = true;
    });
    try {
      const viewer = await openViewer({
        context: this.#context,
        file,
        page,
        outputs,
        onOpen: (other) => {
          this.#onOpen({ file: other });
        },
        signal: opening.signal,
      });
      if (opening.signal.aborted) {
        viewer.dispose?.();
        return;
      }
      this.#viewer = viewer;
      replace(viewer.element, viewer.tools);
    } catch (error) {
      if (opening.signal.aborted) return;
      const retry = () => void this.#open(entry, outputs);
      replace(messageBox('error', error, t('retry'), retry));
    } finally {
      clearTimeout(late);
    }
  }

  #setBar(entry: Entry, tools: readonly HTMLElement[]): void {
    const { t, host } = this.#context;
    const { file, page } = entry;
    const { uri } = file;
    const title = titleOf(this.#context, entry);
    const size = formatBytes(file.size);
    const name = h(
      'span',
      { class: 'name', title: file.path },
      h('strong', {}, title),
      h('small', {}, page === undefined || title.includes(file.path) ? size : `${file.path}, ${size}`),
    );
    // The host shows its own message when one of these fails.
    const ask = (request: 'save' | 'openInEditor') => () => void host.request(request, { uri }).catch(() => undefined);
    const actions = [button({ label: t('save'), icon: icon('save'), onClick: ask('save') })];
    if (['table', 'json', 'markdown', 'html', 'text'].includes(file.kind)) {
      actions.unshift(button({ label: t('openInEditor'), icon: icon('goToFile'), onClick: ask('openInEditor') }));
    }
    this.#bar.setAttribute('aria-label', title);
    this.#bar.replaceChildren(name, h('span', { class: 'tools' }, ...tools, ...actions));
  }
}
