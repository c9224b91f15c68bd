import * as vscode from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { Language } from '../../core/scripts/language.ts';
import { runEngines, type RunEngine } from '../../core/jobs/engine.ts';
import { settingIds, type SettingId } from './ids.ts';

export type NotificationLevel = 'always' | 'failures' | 'never';

/** The user's settings, typed; read anew at each call, so that a change holds at once. */
export class Settings {
  connection(): Connection {
    if (this.text(settingIds.connection) !== 'aws') return { kind: 'local' };
    const roleArn = this.text(settingIds.awsRoleArn);
    const bucket = this.text(settingIds.awsBucket);
    return {
      kind: 'aws',
      profile: this.text(settingIds.awsProfile) || 'default',
      region: this.text(settingIds.awsRegion),
      ...(roleArn === '' ? {} : { roleArn }),
      ...(bucket === '' ? {} : { bucket }),
    };
  }

  /** The connection as a view names it. */
  connectionText(): string {
    const connection = this.connection();
    return connection.kind === 'local' ? vscode.l10n.t('Local') : `${connection.profile} ${connection.region}`.trim();
  }

  /** The image of a language's runs on the current connection; undefined when none was chosen yet. */
  image(language: Language): string | undefined {
    const images: unknown = this.#read(this.#imagesId());
    if (typeof images !== 'object' || images === null) return undefined;
    const image: unknown = Reflect.get(images, language);
    return typeof image === 'string' && image !== '' ? image : undefined;
  }

  /** The images of runs in any language, whatever the connection. */
  everyImage(): string[] {
    return [settingIds.awsImages, settingIds.localImages].flatMap((id): string[] => {
      const images: unknown = this.#read(id);
      if (typeof images !== 'object' || images === null) return [];
      return Object.values<unknown>({ ...images }).filter(
        (image): image is string => typeof image === 'string' && image !== '',
      );
    });
  }

  /** Remembers the image of a language's runs on the current connection: for the workspace, where one is open. Undefined forgets it. */
  async saveImage(language: Language, image: string | undefined): Promise<void> {
    const id = this.#imagesId();
    const images: unknown = this.#read(id);
    const changed = { ...(typeof images === 'object' ? images : {}), [language]: image };
    const target = vscode.workspace.workspaceFolders
      ? vscode.ConfigurationTarget.Workspace
      : vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration().update(id, changed, target);
  }

  /** Options of runs that name none, in the shape of a task's definition. */
  runDefaults(scope: vscode.Uri | undefined): Record<string, unknown> {
    const minutes = this.number(settingIds.maxRuntimeMinutes, scope);
    return {
      instanceType: this.text(settingIds.instanceType, scope),
      volumeSize: this.number(settingIds.volumeSize, scope),
      ...(minutes > 0 ? { maxRuntime: Math.round(minutes * 60) } : {}),
    };
  }

  /** Build arguments of every image. */
  buildArguments(scope: vscode.Uri | undefined): Record<string, string> {
    const value = this.#read(settingIds.buildArguments, scope);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]));
  }

  /** Further options of the engine's build command. */
  buildOptions(scope: vscode.Uri | undefined): string[] {
    const value = this.#read(settingIds.buildOptions, scope);
    return Array.isArray(value) ? value.filter((option) => typeof option === 'string') : [];
  }

  /** What runs jobs on Local that name no engine. */
  engine(scope: vscode.Uri | undefined): RunEngine {
    const engine = this.text(settingIds.localEngine, scope);
    return runEngines.find((each) => each === engine) ?? 'auto';
  }

  /** Bytes. */
  maxCodeSize(scope: vscode.Uri | undefined): number {
    return this.number(settingIds.maxCodeSizeMB, scope) * 1e6;
  }

  notifications(): NotificationLevel {
    const level = this.text(settingIds.notifications);
    return level === 'failures' || level === 'never' ? level : 'always';
  }

  text(id: SettingId, scope?: vscode.Uri): string {
    const value = this.#read(id, scope);
    return typeof value === 'string' ? value.trim() : '';
  }

  number(id: SettingId, scope?: vscode.Uri): number {
    const value = this.#read(id, scope);
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  }

  boolean(id: SettingId, scope?: vscode.Uri): boolean {
    return this.#read(id, scope) === true;
  }

  /** Into the workspace when it has a value of its own there already, else for the user. */
  async save(id: SettingId, value: unknown): Promise<void> {
    const configuration = vscode.workspace.getConfiguration();
    const inspected = configuration.inspect(id);
    const target =
      inspected?.workspaceValue === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
    await configuration.update(id, value, target);
  }

  #imagesId(): SettingId {
    return this.connection().kind === 'local' ? settingIds.localImages : settingIds.awsImages;
  }

  #read(id: SettingId, scope?: vscode.Uri): unknown {
    return vscode.workspace.getConfiguration(undefined, scope).get<unknown>(id);
  }
}
