import { isAwsName } from '../protocol/awsHosts.ts';

/** Hosts of this machine, which no proxy has to do with. */
const loopback = ['localhost', '127.0.0.1', '::1'];

/** What is not to go through the terminal's proxy: what the user has excepted, but for AWS's names. */
export function noProxyOf(user: string | undefined): string {
  return [...new Set([...loopback, ...entries(user).filter((entry) => entry !== '*' && !mayBeAws(entry))])].join(',');
}

/** Whether the user has excepted a host from their own proxy. */
export function isExcepted(user: string | undefined, host: string, port: number): boolean {
  const name = host.toLowerCase();
  return entries(user).some((entry) => {
    if (entry === '*') return true;
    const [, domain = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    return (only === undefined || Number(only) === port) && (name === domain || name.endsWith(`.${domain}`));
  });
}

/** Also `.com` and `eu-west-1.amazonaws.com:443`. */
function mayBeAws(entry: string): boolean {
  const domain = entry.replace(/^\*?\.?/, '').replace(/:\d+$/, '');
  return isAwsName(domain) || ['com', 'cn', 'com.cn', 'eu', 'aws'].includes(domain);
}

function entries(text: string | undefined): string[] {
  return (text ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
}
