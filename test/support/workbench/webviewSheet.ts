import fs from 'node:fs/promises';
import path from 'node:path';
import { installWorkbench } from './install.ts';
import { workbenchVersions } from './versions.ts';

/** The style sheet that VS Code puts in front of every webview's own, as the installed workbench has it. */
export async function webviewSheet(): Promise<string> {
  const { server } = await installWorkbench(workbenchVersions.current, () => undefined);
  const frame = path.join(server, 'out/vs/workbench/contrib/webview/browser/pre/index.html');
  const [, sheet] = /defaultStyles\.textContent = `([^`]+)`/u.exec(await fs.readFile(frame, 'utf8')) ?? [];
  if (sheet === undefined) throw new Error(`${frame} has no default styles of webviews any more, or elsewhere`);
  return sheet;
}
