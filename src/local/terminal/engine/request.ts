import { parseArgs } from 'node:util';
import { registryHosts, withoutHost } from '../../registry/registryHosts.ts';

/** What an engine's command line asks of Local's registry. */
export type RegistryRequest =
  | { readonly kind: 'login'; readonly host: string; readonly username: string; readonly password: string | undefined }
  | { readonly kind: 'logout'; readonly host: string }
  | {
      readonly kind: 'push';
      /** An image to be given the name first (`podman push IMAGE NAME`). */
      readonly source: string | undefined;
      /** `HOST/REPOSITORY`, `HOST/REPOSITORY:TAG`. */
      readonly name: string;
      readonly repository: string;
      /** Undefined for all of its tags. */
      readonly tag: string | undefined;
      readonly isQuiet: boolean;
    };

/** Options of the engines themselves, before their command, that take a value. */
const valued =
  /^(-[cHl]|--(config|context|host|log-level|tls(ca)?cert|tlskey|connection|identity|url|root|storage-driver))$/;

/** Undefined for everything that is not about the registry of the account. */
export function registryRequest(args: readonly string[], accountId: string): RegistryRequest | undefined {
  let at = 0;
  for (; args[at]?.startsWith('-') === true; at++) if (valued.test(args[at] ?? '')) at++;
  if (args[at] === 'image') at++;
  const [command, ...rest] = args.slice(at);
  if (command === 'push') return push(rest, accountId);
  const { values, positionals } = parseArgs({
    args: rest,
    ...{ strict: false, allowPositionals: true },
    options: { username: { type: 'string', short: 'u' }, password: { type: 'string', short: 'p' } },
  });
  const host = (positionals[0] ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  if (!registryHosts(accountId).owns(host)) return undefined;
  if (command === 'logout') return { kind: 'logout', host };
  if (command !== 'login') return undefined;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return { kind: 'login', host, username: text(values.username) ?? '', password: text(values.password) };
}

function push(args: readonly string[], accountId: string): RegistryRequest | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    ...{ strict: false, allowPositionals: true },
    options: {
      'all-tags': { type: 'boolean', short: 'a' },
      quiet: { type: 'boolean', short: 'q' },
      ...Object.fromEntries(
        ['platform', 'creds', 'authfile', 'format'].map((name) => [name, { type: 'string' as const }]),
      ),
    },
  });
  const [first = '', second] = positionals;
  const name = (second ?? first).replace(/^docker:\/\//, '');
  const rest = withoutHost(registryHosts(accountId), name);
  if (rest === undefined) return undefined;
  const [, repository = '', tag] = /^(.*?)(?::([^:/]*))?$/.exec(rest) ?? [];
  return {
    ...{ kind: 'push', source: second === undefined ? undefined : first, name, repository },
    tag: values['all-tags'] === true ? undefined : (tag ?? 'latest'),
    isQuiet: values.quiet === true,
  };
}
