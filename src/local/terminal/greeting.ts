import type { Announcement } from '../../adapters/process/announcement.ts';

/** What a terminal says as it opens: where its programs get to, and what of their environment is not as usual. */
export function greeting(
  { accountId }: Announcement,
  region: string,
  variables: Readonly<Record<string, string | undefined>>,
  before: NodeJS.ProcessEnv,
): string {
  const names = (isSet: boolean): string =>
    Object.keys(variables)
      .filter((name) => (variables[name] !== undefined) === isSet && name === name.toUpperCase())
      .filter((name) => isSet || (before[name] !== undefined && name !== 'ELECTRON_RUN_AS_NODE'))
      .join(' ');
  return [
    `Local SageMaker answers for AWS here: account ${accountId}, region ${region}, until this ends.`,
    `Set: ${names(true)}`,
    ...(process.platform === 'win32'
      ? []
      : [`docker: login and push of ${accountId}.dkr.ecr.*.amazonaws.com are answered here, all else is passed on.`]),
    ...(names(false) === '' ? [] : [`Unset: ${names(false)}`]),
    '',
  ].join('\n');
}
