import { containerPaths } from '../../src/core/aws/container.ts';
import { formatBytes } from '../../src/core/format.ts';
import type { JobOutputs, OutputFile, OutputGroup } from '../../src/protocol/outputs.ts';
import type { Context } from './context.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { Thumbnails } from './thumbnails.ts';

/** The files of a job: output by output, the plots as pictures. One tab stop; arrows, Home and End move and show. */
export class Gallery {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #onSelect: (file: OutputFile) => void;
  readonly #thumbnails: Thumbnails;
  readonly #items = new Map<string, { readonly file: OutputFile; readonly element: HTMLElement }>();
  #marked: string | undefined;
  #shown = '';

  constructor(context: Context, onSelect: (file: OutputFile) => void) {
    this.#context = context;
    this.#onSelect = onSelect;
    this.element = h('nav', { class: 'gallery', role: 'listbox', 'aria-label': context.t('files') });
    this.#thumbnails = new Thumbnails(context.host, this.element);
    this.element.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
  }

  /** Shows a new listing. */
  update({ groups }: JobOutputs): void {
    const shown = JSON.stringify(groups);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#thumbnails.clear();
    this.#items.clear();
    this.element.replaceChildren(...groups.map((group) => this.#group(group, groups.length > 1)));
    const marked = this.#items.get(this.#marked ?? '');
    if (marked) this.mark(marked.file);
  }

  /** Marks the file that is looked at, and scrolls to it. */
  mark(file: OutputFile): void {
    this.#marked = file.uri;
    for (const [uri, { element }] of this.#items) {
      element.setAttribute('aria-selected', String(uri === file.uri));
      element.tabIndex = uri === file.uri ? 0 : -1;
    }
    this.#items.get(file.uri)?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** An only output needs no name: its files are all there are. */
  #group(group: OutputGroup, named: boolean): HTMLElement {
    const { t, formatNumber } = this.#context;
    const title = groupTitle(group, t('writtenByScript'));
    const heading = h('h2', { title: group.folder }, title, h('small', {}, formatNumber(group.files.length)));
    const files = group.files.map((file) => this.#item(file));
    const element = h(
      'div',
      { class: 'group', role: 'group', 'aria-label': title },
      ...(named ? [heading] : []),
      ...files,
    );
    if (group.files.length === 0) element.append(h('p', { class: 'hint' }, t('emptyOutput')));
    if (group.truncated) element.append(h('p', { class: 'hint' }, t('truncated', formatNumber(group.files.length))));
    return element;
  }

  #item(file: OutputFile): HTMLElement {
    const picture = h('span', { class: 'thumbnail' }, icon(file.kind));
    const label = h('span', { class: 'label' }, h('span', {}, file.path), h('small', {}, formatBytes(file.size)));
    const element = h(
      'div',
      {
        class: 'item',
        'data-kind': file.kind,
        role: 'option',
        'aria-selected': 'false',
        tabindex: -1,
        title: file.path,
      },
      picture,
      label,
    );
    element.addEventListener('click', () => {
      this.#onSelect(file);
    });
    if (file.kind === 'image') this.#thumbnails.watch(picture, file);
    this.#items.set(file.uri, { file, element });
    return element;
  }

  #onKey(event: KeyboardEvent): void {
    const items = [...this.#items.values()];
    const at = items.findIndex(({ file }) => file.uri === this.#marked);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: items.length - 1,
    };
    const to = steps[event.key];
    const item = to === undefined ? undefined : items[Math.max(0, Math.min(items.length - 1, to))];
    if (!item) return;
    event.preventDefault();
    this.#onSelect(item.file);
    item.element.focus();
  }
}

/** What a person calls an output: the name they gave it, else its folder in the job. */
function groupTitle({ name, folder }: OutputGroup, ofScript: string): string {
  if (!/^output-\d+$/u.test(name)) return name;
  return folder === containerPaths.output || folder === containerPaths.collected ? ofScript : folder;
}
