import { formatBytes } from '../../src/core/format.ts';
import type { JobOutputs, OutputFile } from '../../src/protocol/outputs.ts';
import { button } from '../toolkit.ts';
import type { Context, Viewer } from './context.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { loading, messageBox } from './messages.ts';
import { openViewer } from './viewers/index.ts';

/** The file that is looked at, under a bar with its name and what can be done with it. */
export class ViewerArea {
  readonly element = h('div', { class: 'viewer' });
  readonly #context: Context;
  readonly #content = h('div', { class: 'content' });
  readonly #bar = h('div', { class: 'bar', role: 'toolbar' });
  #file: OutputFile | undefined;
  #viewer: Viewer | undefined;
  #opening = new AbortController();

  constructor(context: Context) {
    this.#context = context;
    this.element.append(this.#bar, this.#content);
  }

  get file(): OutputFile | undefined {
    return this.#file;
  }

  /** Does nothing when just this version of the file is there already. */
  show(file: OutputFile, outputs: JobOutputs): void {
    const same = this.#file?.uri === file.uri && this.#file.modified === file.modified && this.#file.size === file.size;
    if (same && this.#viewer) return;
    this.close();
    this.#file = file;
    void this.#open(file, outputs);
  }

  close(): void {
    this.#opening.abort();
    this.#viewer?.dispose?.();
    this.#viewer = undefined;
    this.#file = undefined;
    this.#bar.replaceChildren();
    this.#content.replaceChildren();
  }

  async #open(file: OutputFile, outputs: JobOutputs): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    const { t } = this.#context;
    this.#setBar(file, []);
    this.#content.replaceChildren(loading(t('loading')));
    try {
      const viewer = await openViewer({ context: this.#context, file, outputs, signal: opening.signal });
      if (opening.signal.aborted) {
        viewer.dispose?.();
        return;
      }
      this.#viewer = viewer;
      this.#setBar(file, viewer.tools ?? []);
      this.#content.replaceChildren(viewer.element);
    } catch (error) {
      if (opening.signal.aborted) return;
      const retry = () => void this.#open(file, outputs);
      this.#content.replaceChildren(messageBox('error', error, t('retry'), retry));
    }
  }

  #setBar(file: OutputFile, tools: readonly HTMLElement[]): void {
    const { t, host } = this.#context;
    const { uri } = file;
    const name = h(
      'span',
      { class: 'name', title: file.path },
      h('strong', {}, file.path),
      h('small', {}, formatBytes(file.size)),
    );
    // The host shows its own message when one of these fails.
    const ask = (request: 'save' | 'openInEditor') => () => void host.request(request, { uri }).catch(() => undefined);
    const actions = [button({ label: t('save'), icon: icon('save'), onClick: ask('save') })];
    if (['table', 'json', 'markdown', 'html', 'text'].includes(file.kind)) {
      actions.unshift(button({ label: t('openInEditor'), icon: icon('goToFile'), onClick: ask('openInEditor') }));
    }
    this.#bar.setAttribute('aria-label', file.path);
    this.#bar.replaceChildren(name, h('span', { class: 'tools' }, ...tools, ...actions));
  }
}
