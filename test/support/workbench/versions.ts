/** A VS Code that tests and the demo run: the npm package that carries its server, and the Node it needs. */
export interface WorkbenchVersion {
  readonly name: 'current' | 'oldest';
  readonly vscode: string;
  /** Version of the npm package `code-server`, whose `lib/vscode` is the VS Code server. */
  readonly codeServer: string;
  /** Version of the npm package `node`, or undefined for the Node that runs this. */
  readonly node: string | undefined;
}

export const workbenchVersions = {
  current: { name: 'current', vscode: '1.139.1', codeServer: '4.139.1', node: undefined },
  // The one that `engines.vscode` names.
  oldest: { name: 'oldest', vscode: '1.104.0', codeServer: '4.104.0', node: '22.23.3' },
} as const satisfies Record<WorkbenchVersion['name'], WorkbenchVersion>;
