import { bucketInHost } from './awsHosts.ts';
import { securityToken } from './authorization.ts';
import type { Exchange } from './exchange.ts';

/** Query parameters that signature version 2 covers. */
const signedParameters = new Set([
  ...['acl', 'cors', 'delete', 'lifecycle', 'location', 'logging', 'notification', 'partNumber', 'policy', 'restore'],
  ...['requestPayment', 'tagging', 'torrent', 'uploadId', 'uploads', 'versionId', 'versioning', 'versions', 'website'],
  ...['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires'].map(
    (name) => `response-${name}`,
  ),
]);

/** What signature version 2 signs of a presigned request: method, some headers, the time it ends, path and parameters. */
export function version2Text({ method, host, rawPath, query, request }: Exchange, expires: number): string {
  const inQuery = query.filter(([name]) => name === securityToken).map(([name, value]) => `${name}:${value}\n`);
  const amazonHeaders = Object.entries(request.headersDistinct)
    .filter(([name]) => name.startsWith('x-amz-'))
    .map(([name, values]) => `${name}:${(values ?? []).join(',').trim()}\n`)
    .concat(inQuery)
    .sort();
  const parameters = query
    .filter(([name]) => signedParameters.has(name))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .sort();
  const { 'content-md5': md5 = '', 'content-type': type = '' } = request.headers;
  const bucket = bucketInHost(host) ?? '';
  const resource = `${bucket === '' ? '' : `/${bucket}`}${rawPath}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
  return [method, String(md5), type, expires, `${amazonHeaders.join('')}${resource}`].join('\n');
}
