import * as vscode from 'vscode';
import { isImageTask } from '../build/imageTask.ts';
import { contextKeys, settingIds, viewIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';
import { ImagesProvider } from './imagesProvider.ts';
import type { ImageNode, ImagesNode, RepositoryNode } from './nodes.ts';
import { isImagesNode } from './nodes.ts';

/** Milliseconds after which a view that comes in sight again is read anew. */
const staleAfter = 10_000;

/** The Images view. It is read when it comes in sight and after what changes images here; nothing polls. */
export class ImagesView implements vscode.Disposable {
  readonly id = viewIds.images;
  readonly #services: Services;
  readonly #provider: ImagesProvider;
  readonly #view: vscode.TreeView<ImagesNode>;
  readonly #subscriptions: vscode.Disposable;
  #read = 0;

  constructor(services: Services) {
    const { clock } = services;
    this.#services = services;
    this.#provider = new ImagesProvider(services, (listed) => {
      if (listed) this.#read = clock.now().getTime();
      void vscode.commands.executeCommand('setContext', contextKeys.imagesListed, listed);
    });
    this.#view = vscode.window.createTreeView(viewIds.images, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible && clock.now().getTime() - this.#read > staleAfter) this.refresh();
      }),
      vscode.tasks.onDidEndTask(({ execution }) => {
        if (isImageTask(execution.task.definition)) this.refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.reset();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (connectionSettings.some((id) => change.affectsConfiguration(id))) this.reset();
        else if (imageSettings.some((id) => change.affectsConfiguration(id))) this.refresh();
      }),
    );
    this.#describe();
  }

  /** The repositories and images that a command is meant for, of `settings`' connection. */
  get selection(): readonly (RepositoryNode | ImageNode)[] {
    return this.#view.selection.filter(isImagesNode);
  }

  /** Reads it again. Out of sight, VS Code asks for nothing until it is looked at. */
  refresh(): void {
    this.#provider.refresh();
  }

  reset(): void {
    this.#describe();
    this.#provider.reset();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#view.dispose();
    this.#provider.dispose();
  }

  #describe(): void {
    const connection = this.#services.settings.connection();
    this.#view.description =
      connection.kind === 'local' ? vscode.l10n.t('Local') : `${connection.profile} ${connection.region}`.trim();
  }
}

const connectionSettings = [
  settingIds.connection,
  settingIds.awsProfile,
  settingIds.awsRegion,
  settingIds.containerEngine,
];
const imageSettings = [settingIds.awsImages, settingIds.localImages];
