import * as vscode from 'vscode';
import { commandIds, contextKeys, settingIds, viewIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';
import { ListView } from '../../kit/tree/listView.ts';
import type { StatusRow } from '../../kit/tree/statusRows.ts';
import type { Page } from '../../kit/tree/pagedList.ts';
import type { TreeOnDemand } from '../../kit/tree/treeOnDemand.ts';
import { isImageTask } from '../build/imageTask.ts';
import { loadImages, loadRepositories, loadStorage, readScan } from './loadNodes.ts';
import { isImagesNode, type ImageNode, type ImagesNode, type ImagesTopNode, type RepositoryNode } from './nodes.ts';
import { imageTooltip, renderImagesNode } from './renderImagesNode.ts';

/** Milliseconds after which a view that comes in sight again is read anew. */
const staleAfter = 10_000;
/** Milliseconds that the list waits for what the images take of the disk. */
const patience = 1_500;

type Storage = Awaited<ReturnType<typeof loadStorage>>;

export type ImagesTree = TreeOnDemand<ImagesNode | StatusRow<ImagesNode>>;

/**
 * The Images view: repositories, under each its images, and on Local what they take of the disk. It is read when it comes in sight and after
 * what changes images here; nothing polls.
 */
export class ImagesView implements vscode.Disposable {
  readonly id = viewIds.images;
  readonly #services: Services;
  readonly #list: ListView<ImagesTopNode, ImagesNode>;
  readonly #subscriptions: vscode.Disposable;
  /** What is still being read, or came too late to be shown. */
  #storage: Promise<Storage> | undefined;

  constructor(services: Services, tree: ImagesTree) {
    const { settings, clock, logger } = services;
    this.#services = services;
    this.#list = new ListView<ImagesTopNode, ImagesNode>({
      tree,
      listedKey: contextKeys.imagesListed,
      read: () => this.#read(),
      keyOf: (row) => (row.kind === 'repository' ? row.repository.uri : row.kind),
      parentOf: (node) => (node.kind === 'image' ? node.parent : undefined),
      children: async (node) => (node.kind === 'repository' ? loadImages(node, services) : []),
      refreshesChildren: true,
      render: renderImagesNode,
      tooltip: async (node) => (node.kind === 'image' ? imageTooltip(node, await readScan(node, services)) : undefined),
      commands: { refresh: commandIds.refreshImages },
      describe: () => settings.connectionText(),
      resetBy: [settingIds.connection, settingIds.awsProfile, settingIds.awsRegion, settingIds.containerEngine],
      pause: undefined,
      staleAfter,
      clock,
      logger,
    });
    const imageSettings = [settingIds.awsImages, settingIds.localImages];
    this.#subscriptions = vscode.Disposable.from(
      vscode.tasks.onDidEndTask(({ execution }) => {
        if (isImageTask(execution.task.definition)) this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (imageSettings.some((id) => change.affectsConfiguration(id))) this.refresh();
      }),
    );
  }

  /** The repositories and images that a command is meant for, of `settings`' connection. */
  get selection(): readonly (RepositoryNode | ImageNode)[] {
    return this.#list.selection.filter(isImagesNode);
  }

  /** Reads it again: now, or when it comes in sight. */
  refresh(): void {
    this.#list.refresh();
  }

  reset(): void {
    this.#list.reset();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#list.dispose();
  }

  async #read(): Promise<Page<ImagesTopNode>> {
    const [repositories, storage] = await Promise.all([loadRepositories(this.#services), this.#readStorage()]);
    return { rows: topRows(repositories, storage), nextToken: undefined };
  }

  /** An engine with many images takes its time to count: then its line comes later, and the images do not wait for it. */
  async #readStorage(): Promise<Storage> {
    const isFirst = this.#storage === undefined;
    const reading = this.#storage ?? loadStorage(this.#services);
    this.#storage = reading;
    const late = Symbol('late');
    try {
      const storage = await Promise.race([reading, this.#services.clock.sleep(patience).then(() => late)]);
      if (typeof storage !== 'symbol') {
        this.#storage = undefined;
        return storage;
      }
    } catch (error) {
      this.#storage = undefined;
      throw error;
    }
    const show = (): void => {
      this.refresh();
    };
    if (isFirst) reading.then(show, show);
    return undefined;
  }
}

/** What images take of the disk is no news where there are none: the welcome text says more. */
function topRows(repositories: readonly RepositoryNode[], storage: Storage): ImagesTopNode[] {
  if (storage === undefined) return [...repositories];
  if (storage.kind === 'engineProblem') return [storage, ...repositories];
  return repositories.length === 0 ? [] : [...repositories, storage];
}
