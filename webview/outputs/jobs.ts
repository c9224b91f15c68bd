import { checkbox } from '../toolkit.ts';
import type { Context } from './context.ts';
import { h } from './dom.ts';
import { keyOf, type Entry } from './entry.ts';
import { JobPane } from './jobPane.ts';

/** The outputs of one job, or of two side by side: then a file picked in one is picked in the other, where it has it too. */
export function showJobs(context: Context, onSelect: (key: string) => void): HTMLElement {
  const { jobs, names, titles, file } = context.page;
  let together = true;
  const panes: JobPane[] = jobs.map(
    (job, at) =>
      new JobPane({
        context,
        job,
        name: names[at] ?? job,
        title: titles[at] ?? job,
        wanted: file,
        onSelect: (selected) => {
          onSelect(keyOf(selected));
          if (together) selectElsewhere(job, selected);
        },
      }),
  );
  function selectElsewhere(job: string, selected: Entry): void {
    for (const [at, pane] of panes.entries()) if (jobs[at] !== job) pane.selectSame(selected);
  }
  context.host.on('outputs', (outputs) => {
    for (const [at, pane] of panes.entries()) if (jobs[at] === outputs.job) pane.update(outputs, true);
  });
  context.host.on('reveal', ({ uri }) => {
    for (const pane of panes) pane.select(uri);
  });
  for (const pane of panes) void pane.load();
  const all = panes.map((pane) => pane.element);
  if (jobs.length < 2) return h('main', { class: 'jobs' }, ...all);
  const sync = checkbox(context.t('syncSelection'), together, (checked) => {
    together = checked;
  });
  return h(
    'main',
    { class: 'page' },
    h('div', { class: 'compare-bar' }, sync),
    h('div', { class: 'jobs compared' }, ...all),
  );
}
