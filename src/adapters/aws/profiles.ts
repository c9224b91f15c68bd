import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import type { AwsProfile, AwsProfiles } from '../../core/ports/awsProfiles.ts';

/** Names and regions of the profiles in ~/.aws/config and ~/.aws/credentials (or where AWS_CONFIG_FILE and its kin say). */
export function createAwsProfiles(): AwsProfiles {
  return {
    list: async () => {
      const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
      const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)].filter(isProfile));
      return [...names].sort(defaultFirst).map((name): AwsProfile => ({
        name,
        region: configFile[name]?.['region'] ?? credentialsFile[name]?.['region'],
      }));
    },
  };
}

/** The files also hold sections such as `sso-session.corp`, which are no profiles. */
function isProfile(section: string): boolean {
  return !/^(sso-session|services)\./u.test(section);
}

function defaultFirst(a: string, b: string): number {
  if (a === 'default' || b === 'default') return a === b ? 0 : a === 'default' ? -1 : 1;
  return a.localeCompare(b);
}
