import type { SessionKeys } from '../credentials/keyRing.ts';
import { bundleVariables } from './caBundle.ts';
import { noProxyOf } from './noProxy.ts';

export interface TerminalSettings {
  readonly keys: SessionKeys;
  readonly region: string;
  readonly proxy: { readonly url: string; readonly endpoint: string };
  /** File of whom to trust. */
  readonly bundle: string;
  /** Folder of commands that come before all others. */
  readonly commands: string;
}

/** What else would say who one is, or where AWS is. */
const unset = [
  ...['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
  ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CREDENTIAL_EXPIRATION'],
  ...['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT'],
];

/**
 * What a terminal changes of the environment; undefined for what it takes away. Programs that know proxies are led by the proxy, also
 * where they name AWS's hosts themselves; AWS_ENDPOINT_URL leads those that know none, such as AWS's SDK for JavaScript.
 */
export function terminalVariables(
  env: NodeJS.ProcessEnv,
  { keys, region, proxy, bundle, commands }: TerminalSettings,
  delimiter: string,
): Record<string, string | undefined> {
  const endpoints = Object.keys(env).filter((name) => name.startsWith('AWS_ENDPOINT_URL_'));
  const bothCases = (name: string, value: string): Record<string, string> => ({
    [name]: value,
    [name.toLowerCase()]: value,
  });
  return {
    ...Object.fromEntries([...unset, ...endpoints].map((name) => [name, undefined])),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: proxy.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...bothCases('HTTPS_PROXY', proxy.url),
    ...bothCases('HTTP_PROXY', proxy.url),
    ...bothCases('NO_PROXY', noProxyOf(env['no_proxy'] ?? env['NO_PROXY'])),
    ...Object.fromEntries(bundleVariables.map((name) => [name, bundle])),
    NODE_EXTRA_CA_CERTS: bundle,
    PATH: [commands, ...(env['PATH'] ? [env['PATH']] : [])].join(delimiter),
    // The editor's own: with it, programs that it starts would be no editors.
    ELECTRON_RUN_AS_NODE: undefined,
  };
}

/** The region that the user's own settings name, by the rules of AWS's programs; `usual` when they name none. */
export function regionOf(env: NodeJS.ProcessEnv, config: string, usual: string): string {
  const profile = env['AWS_PROFILE'] ?? env['AWS_DEFAULT_PROFILE'] ?? 'default';
  const named = [env['AWS_REGION'], env['AWS_DEFAULT_REGION'], regionOfProfile(config, profile)];
  return named.find((region) => region !== undefined && region !== '') ?? usual;
}

/** `region` of a section `[default]` or `[profile NAME]`. */
function regionOfProfile(config: string, profile: string): string | undefined {
  let section = '';
  for (const line of config.split(/\r?\n/)) {
    const [, header] = /^\s*\[\s*(.+?)\s*\]/.exec(line) ?? [];
    section = header?.replace(/^profile\s+/, '').replace(/^"(.*)"$/, '$1') ?? section;
    const [, region] = /^region\s*=\s*(\S+)/.exec(line) ?? [];
    if (region !== undefined && section === profile) return region;
  }
  return undefined;
}
