import { isTerminal, type JobStatus } from '../../src/core/jobs/status.ts';
import type { JobOutputs, OutputFile } from '../../src/protocol/outputs.ts';
import type { StringKey } from '../../src/protocol/strings.ts';
import { button } from '../toolkit.ts';
import type { Context } from './context.ts';
import { h } from './dom.ts';
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
  /** URI of the file to show first. */
  readonly wanted: string | undefined;
  readonly onSelect: (file: OutputFile) => void;
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
  readonly #onSelect: (file: OutputFile) => void;
  /** To be shown as soon as it is listed. */
  #wanted: string | undefined;
  #outputs: JobOutputs | undefined;

  constructor({ context, job, name, title, wanted, onSelect }: JobPaneOptions) {
    this.#context = context;
    this.#job = job;
    this.#wanted = wanted;
    this.#onSelect = onSelect;
    this.#gallery = new Gallery(context, (file) => {
      this.#show(file);
      this.#onSelect(file);
    });
    this.#viewers = new ViewerArea(context);
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
    const uri = this.#wanted ?? this.#viewers.file?.uri;
    this.#wanted = undefined;
    const file = files.find((candidate) => candidate.uri === uri) ?? files[0];
    const picture = file?.kind === 'image' || file?.kind === 'pdf';
    const leave = unasked && running && !picture && file?.uri === this.#viewers.file?.uri;
    if (file && !leave) this.#show(file);
  }

  /** Shows a file of this job, now or as soon as it is listed. */
  select(uri: string): void {
    const file = this.#outputs?.groups.flatMap((group) => group.files).find((candidate) => candidate.uri === uri);
    if (file) this.#show(file);
    else this.#wanted = uri;
  }

  /** Shows the file of the same path, if this job wrote one. */
  selectSame({ path }: OutputFile): void {
    const file = this.#outputs?.groups.flatMap((group) => group.files).find((candidate) => candidate.path === path);
    if (file) this.#show(file);
  }

  #show(file: OutputFile): void {
    if (!this.#outputs) return;
    this.#gallery.mark(file);
    this.#viewers.show(file, this.#outputs);
  }
}
