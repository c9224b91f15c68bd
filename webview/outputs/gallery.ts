import { containerPaths } from '../../src/core/aws/container.ts';
import { formatBytes } from '../../src/core/format.ts';
import type { JobOutputs, OutputFile, OutputGroup } from '../../src/protocol/outputs.ts';
import type { Context } from './context.ts';
import { h } from './dom.ts';
import { keyOf, titleOf, type Entry } from './entry.ts';
import { icon } from './icons.ts';
import { Thumbnails } from './thumbnails.ts';

/** Bytes of a PDF that is read to find out whether it holds plots, before anybody looks at it. */
const largestUnasked = 8 * 1024 * 1024;

/** The files of a job: output by output, the plots as pictures, those of one file each by itself. One tab stop; arrows, Home and End move and show. */
export class Gallery {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #onSelect: (entry: Entry) => void;
  readonly #thumbnails: Thumbnails;
  readonly #items = new Map<string, { readonly entry: Entry; readonly element: HTMLElement }>();
  /** How many plots the files hold that hold plots; by version of the file. */
  readonly #plots = new Map<string, number | undefined>();
  #outputs: JobOutputs | undefined;
  #marked: string | undefined;
  #shown = '';

  constructor(context: Context, onSelect: (entry: Entry) => void) {
    this.#context = context;
    this.#onSelect = onSelect;
    this.element = h('div', { class: 'gallery', role: 'listbox', 'aria-label': context.t('files') });
    this.#thumbnails = new Thumbnails(context, this.element);
    // Laid out otherwise, in a pane that became narrow, it is still in sight.
    new ResizeObserver(() => {
      this.#items.get(this.#marked ?? '')?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }).observe(this.element);
    this.element.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
  }

  /** Shows a new listing. */
  update(outputs: JobOutputs): void {
    const { groups } = outputs;
    const shown = JSON.stringify(groups);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#outputs = outputs;
    this.#draw();
    for (const { files } of groups) for (const file of files) if (file.size <= largestUnasked) void this.plotsOf(file);
  }

  /** How many plots a file holds; undefined for one that is shown as a whole. */
  async plotsOf(file: OutputFile): Promise<number | undefined> {
    if (file.kind !== 'pdf' || file.size === 0) return undefined;
    const version = versionOf(file);
    if (this.#plots.has(version)) return this.#plots.get(version);
    try {
      const { pdf, hasPlots, release } = await (await this.#context.pdfs()).open(file);
      const count = hasPlots ? pdf.numPages : undefined;
      release();
      const isNew = !this.#plots.has(version);
      this.#plots.set(version, count);
      if (isNew && count !== undefined) this.#draw();
      return count;
    } catch {
      // Looking at it says what is wrong with it.
      return undefined;
    }
  }

  #draw(): void {
    const groups = this.#outputs?.groups ?? [];
    const hadFocus = this.element.contains(document.activeElement);
    this.#thumbnails.clear();
    this.#items.clear();
    this.element.replaceChildren(...groups.map((group) => this.#group(group, groups.length > 1)));
    const marked = this.#items.get(this.#marked ?? '');
    if (!marked) return;
    this.mark(marked.entry);
    if (hadFocus) marked.element.focus({ preventScroll: true });
  }

  /** Marks the file that is looked at, and scrolls to it. */
  mark(entry: Entry): void {
    this.#marked = keyOf(entry);
    for (const [key, { element }] of this.#items) {
      element.setAttribute('aria-selected', String(key === this.#marked));
      element.tabIndex = key === this.#marked ? 0 : -1;
    }
    this.#items.get(this.#marked)?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** An only output needs no name: its files are all there are. */
  #group(group: OutputGroup, named: boolean): HTMLElement {
    const { t, formatNumber } = this.#context;
    const title = groupTitle(group, t('writtenByScript'));
    const heading = h('h2', { title: group.folder }, title, h('small', {}, formatNumber(group.files.length)));
    const files = group.files.flatMap((file) => this.#entries(file)).map((entry) => this.#item(entry));
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

  #entries(file: OutputFile): Entry[] {
    const count = this.#plots.get(versionOf(file));
    if (count === undefined) return [{ file }];
    return Array.from({ length: count }, (_, at) => ({ file, page: at + 1 }));
  }

  #item(entry: Entry): HTMLElement {
    const { file, page } = entry;
    const title = titleOf(this.#context, entry);
    const picture = h('span', { class: 'thumbnail' }, icon(file.kind));
    const size = page === undefined ? [h('small', {}, formatBytes(file.size))] : [];
    const label = h('span', { class: 'label' }, nameLabel(title), ...size);
    const element = h(
      'div',
      {
        class: 'item',
        'data-kind': file.kind === 'pdf' ? 'image' : file.kind,
        role: 'option',
        'aria-selected': 'false',
        tabindex: -1,
        title,
      },
      picture,
      label,
    );
    element.addEventListener('click', () => {
      this.#onSelect(entry);
    });
    if (file.kind === 'image' || file.kind === 'pdf') this.#thumbnails.watch(picture, entry);
    this.#items.set(keyOf(entry), { entry, element });
    return element;
  }

  #onKey(event: KeyboardEvent): void {
    const items = [...this.#items.values()];
    const at = [...this.#items.keys()].indexOf(this.#marked ?? '');
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
    this.#onSelect(item.entry);
    item.element.focus();
  }
}

function versionOf({ uri, size, modified }: OutputFile): string {
  return `${uri} ${size} ${modified}`;
}

/** A name of which the middle is left out where it is too long: its end tells files apart. */
function nameLabel(name: string): HTMLElement {
  const kept = Math.min(14, Math.ceil(name.length / 2));
  const [start, end] = [name.slice(0, -kept), name.slice(-kept)];
  return h('span', { class: 'cut' }, h('span', {}, start), h('span', {}, end));
}

/** What a person calls an output: the name they gave it, else its folder in the job. */
function groupTitle({ name, folder }: OutputGroup, ofScript: string): string {
  if (!/^output-\d+$/u.test(name)) return name;
  return folder === containerPaths.output || folder === containerPaths.collected ? ofScript : folder;
}
