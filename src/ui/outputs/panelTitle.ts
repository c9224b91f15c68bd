import { jobNameTime, jobTitle } from '../../core/jobs/jobName.ts';

/** What a job's tab is called: as the person calls the job, and when they ran it. */
export function panelTitle(job: string, locale: string, now: Date): string {
  const time = jobNameTime(job);
  if (!time) return job;
  const isToday = time.toDateString() === now.toDateString();
  const style = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...(!isToday && { dateStyle: 'short' }) });
  return `${jobTitle(job)} · ${style.format(time)}`;
}
