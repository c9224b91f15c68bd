import './styles/main.css';
import { readOutputsPage } from '../../src/protocol/outputsPage.ts';
import { registerComponents } from '../toolkit.ts';
import { makeContext } from './context.ts';
import { Host, type WebviewApi } from './host.ts';
import { showJobs } from './jobs.ts';
import { showRuns } from './runs/showRuns.ts';

declare function acquireVsCodeApi(): WebviewApi;

registerComponents();
const api = acquireVsCodeApi();
const page = readOutputsPage(JSON.parse(document.getElementById('page')?.textContent ?? ''));
api.setState({ ...page.state, ...(page.file !== undefined && { file: page.file }) });
const context = makeContext(new Host(api), page);
document.getElementById('starting')?.remove();
document.body.append(
  page.runs === undefined
    ? showJobs(context, (file) => {
        api.setState({ ...page.state, file });
      })
    : showRuns(context, page.runs),
);
