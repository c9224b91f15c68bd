import { isTerminal, type JobStatus } from '../../src/core/jobs/status.ts';
import type { JobOutputs, OutputFile } from '../../src/protocol/outputs.ts';
import type { StringKey } from '../../src/protocol/strings.ts';
import { button } from '../toolkit.ts';
import type { Context } from './context.ts';
import { h } from './dom.ts';
import { entryOf, keyOf, type Entry } from './entry.ts';
import { Gallery } from './gallery.ts';
import { icon } from './icons.ts';
import { loading, messageBox } from './messages.ts';
import { ViewerArea } from './viewerArea.ts';

const statusKeys: Readonly<Record<JobStatus, StringKey>> = {
  Completed: 'statusCompleted',
  Failed: 'statusFailed',
  InProgress: 'statusInProgress',
  Stopped: 'statusStopped',
  Stopping: 'statusStopping',
};

export interface JobPaneOptions {
  readonly context: Context;
  /** Its key, which no person reads. */
  readonly job: string;
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  /** Key of the entry to show first. */
  readonly wanted: string | undefined;
  readonly onSelect: (entry: Entry) => void;
}

/** One job: its name and status, its files, and the file that is looked at. */
export class JobPane {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #job: string;
  readonly #body = h('div', { class: 'pane-body' });
  readonly #status = h('span', { class: 'status' });
  readonly #gallery: Gallery;
  readonly #viewers: ViewerArea;
  readonly #onSelect: (entry: Entry) => void;
  #turn = 0;
  /** To be shown as soon as it is listed. */
  #wanted: string | undefined;
  #outputs: JobOutputs | undefined;
  /** What is shown is what a person wanted to see; else the newest plot is. */
  #isChosen = false;

  constructor({ context, job, name, title, wanted, onSelect }: JobPaneOptions) {
    this.#context = context;
    this.#job = job;
    this.#wanted = wanted;
    this.#onSelect = onSelect;
    const select = (entry: Entry) => {
      this.#isChosen = true;
      this.#show(entry);
      this.#onSelect(entry);
    };
    this.#gallery = new Gallery(context, select);
    this.#viewers = new ViewerArea(context, select);
    const { t, host } = context;
    const saveAll = () => void host.request('saveAll', { job }).catch(() => undefined);
    this.element = h(
      'section',
      { class: 'pane', 'aria-label': name },
      h(
        'header',
        { class: 'pane-header' },
        h('h1', { title: name }, title),
        this.#status,
        button({ label: t('refresh'), icon: icon('refresh'), onClick: () => void this.load() }),
        button({ label: t('saveAll'), icon: icon('saveAll'), onClick: saveAll }),
      ),
      this.#body,
    );
  }

  /** Lists the outputs; what goes wrong is shown with a retry. */
  async load(): Promise<void> {
    const { host, t } = this.#context;
    if (!this.#outputs) this.#body.replaceChildren(loading(t('loading')));
    try {
      this.update(await host.request('list', { job: this.#job }));
    } catch (error) {
      this.#outputs = undefined;
      this.#body.replaceChildren(messageBox('error', error, t('retry'), () => void this.load()));
    }
  }

  /**
   * Shows a new listing; the file looked at stays, and is read again when it was written again. A text or table that a running
   * job goes on writing stays as it is, unasked: whoever reads it would lose the place.
   */
  update(outputs: JobOutputs, unasked = false): void {
    const { t } = this.#context;
    this.#outputs = outputs;
    this.#status.textContent = t(statusKeys[outputs.status]);
    this.#status.dataset['status'] = outputs.status;
    const running = !isTerminal(outputs.status);
    const files = outputs.groups.flatMap((group) => group.files);
    if (files.length === 0) {
      this.#viewers.close();
      this.#body.replaceChildren(messageBox('inbox', t(running ? 'emptyJobRunning' : 'emptyJob')));
      return;
    }
    if (!this.#gallery.element.isConnected) this.#body.replaceChildren(this.#gallery.element, this.#viewers.element);
    this.#gallery.update(outputs);
    const shown = this.#viewers.entry;
    if (this.#wanted !== undefined) this.#isChosen = true;
    const wanted = entryOf(this.#wanted, files);
    this.#wanted = undefined;
    // A version that was written since is another file object.
    const again = this.#isChosen && shown ? entryOf(keyOf(shown), files) : undefined;
    const entry = wanted ?? again ?? newest(outputs, files);
    const picture = entry?.file.kind === 'image' || entry?.file.kind === 'pdf';
    const leave = unasked && running && !picture && entry?.file.uri === shown?.file.uri;
    if (entry && !leave) void this.#showPlot(entry, 'last');
  }

  /** Shows what the key names of this job, now or as soon as it is listed. */
  select(key: string): void {
    const entry = entryOf(key, this.#files());
    this.#isChosen = true;
    if (entry) void this.#showPlot(entry, 'first');
    else this.#wanted = key;
  }

  /** Shows what has the same path, if this job wrote it. */
  selectSame({ file: { path }, page }: Entry): void {
    const file = this.#files().find((candidate) => candidate.path === path);
    if (!file) return;
    this.#isChosen = true;
    this.#show({ file, page });
  }

  #files(): OutputFile[] {
    return this.#outputs?.groups.flatMap((group) => group.files) ?? [];
  }

  /** Of a file of plots one is shown: that which is asked for, if there are as many. */
  async #showPlot(entry: Entry, otherwise: 'first' | 'last'): Promise<void> {
    const turn = ++this.#turn;
    const count = await this.#gallery.plotsOf(entry.file);
    if (turn !== this.#turn) return;
    const page = count === undefined ? undefined : Math.min(count, entry.page ?? (otherwise === 'first' ? 1 : count));
    this.#show({ file: entry.file, page });
  }

  #show(entry: Entry): void {
    this.#turn++;
    if (!this.#outputs) return;
    this.#gallery.mark(entry);
    this.#viewers.show(entry, this.#outputs);
  }
}

function newest({ first }: JobOutputs, files: readonly OutputFile[]): Entry | undefined {
  const [file] = files;
  return entryOf(first, files) ?? (file && { file });
}
