import * as vscode from 'vscode';
import { errorText } from '../../../core/errors.ts';
import type { Services } from '../../kit/services.ts';
import { loadImages, loadRepositories, loadStorage } from './loadNodes.ts';
import type { EngineProblemNode, ImagesNode, StorageNode } from './nodes.ts';
import { imageTooltip, renderImagesNode } from './renderImagesNode.ts';

type Storage = StorageNode | EngineProblemNode | undefined;

/** Milliseconds that the list waits for what the images take of the disk. */
const patience = 1_500;

/** The Images view: repositories, under each its images, and on Local what they take of the disk. Read when looked at. */
export class ImagesProvider implements vscode.TreeDataProvider<ImagesNode>, vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<ImagesNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #onListed: (listed: boolean) => void;
  /** What is being read, or was. */
  #storage: { readonly storage: Promise<Storage> } | undefined;

  /** `onListed` is told whether the list has been read: until then an empty view means nothing. */
  constructor(services: Services, onListed: (listed: boolean) => void) {
    this.#services = services;
    this.#onListed = onListed;
  }

  getTreeItem(node: ImagesNode): vscode.TreeItem {
    return renderImagesNode(node, new Date());
  }

  /** ECR's newer kind of scan is told image by image only, so it is asked for when somebody wants to know. */
  async resolveTreeItem(item: vscode.TreeItem, node: ImagesNode): Promise<vscode.TreeItem> {
    if (node.kind !== 'image') return item;
    const { image, parent } = node;
    const { registry } = await this.#services.backends.get(parent.connection);
    const ask = image.scan === undefined && !registry.isEngine;
    const scan = ask ? await registry.scan(image.repository, image.digest).catch(() => undefined) : image.scan;
    item.tooltip = imageTooltip(node, scan);
    return item;
  }

  async getChildren(node?: ImagesNode): Promise<ImagesNode[]> {
    if (!node) return this.#roots();
    if (node.kind !== 'repository') return [];
    try {
      return await loadImages(node, this.#services);
    } catch (error) {
      return [{ kind: 'error', message: errorText(error), parent: node }];
    }
  }

  getParent(node: ImagesNode): ImagesNode | undefined {
    return 'parent' in node ? node.parent : undefined;
  }

  /** Reads again what is shown. */
  refresh(): void {
    this.#storage = undefined;
    this.#changed.fire(undefined);
  }

  /** Forgets what is shown: the connection or everything may have changed. */
  reset(): void {
    this.#onListed(false);
    this.refresh();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** An engine with many images takes its time to count: then its line comes later, and the images do not wait for it. */
  #readStorage(): Promise<Storage> {
    if (this.#storage === undefined) {
      const reading: { readonly storage: Promise<Storage> } = { storage: loadStorage(this.#services) };
      this.#storage = reading;
      let isLate = false;
      void this.#services.clock.sleep(patience).then(() => (isLate = true));
      void reading.storage.then(
        () => {
          if (isLate && this.#storage === reading) this.#changed.fire(undefined);
        },
        () => undefined,
      );
    }
    const { storage } = this.#storage;
    return Promise.race([storage, this.#services.clock.sleep(patience).then(() => undefined)]);
  }

  async #roots(): Promise<ImagesNode[]> {
    // The view's welcome text says why.
    if (!vscode.workspace.isTrusted) return [];
    try {
      const [repositories, storage] = await Promise.all([loadRepositories(this.#services), this.#readStorage()]);
      // What images take of the disk is no news where there are none: the welcome text says more.
      if (repositories.length === 0 && storage?.kind === 'storage') return [];
      if (storage === undefined) return repositories;
      return storage.kind === 'storage' ? [...repositories, storage] : [storage, ...repositories];
    } catch (error) {
      return [{ kind: 'error', message: errorText(error), parent: undefined }];
    } finally {
      this.#onListed(true);
    }
  }
}
