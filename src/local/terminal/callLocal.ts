import type { Announcement } from '../../adapters/process/announcement.ts';
import { ALGORITHM } from '../protocol/authorization.ts';
import { sha256, sign, signingKey } from '../protocol/signature.ts';

/** Milliseconds for an answer that waits for nobody else. */
const usualLimit = 5_000;

/**
 * Calls an operation of Local SageMaker: a form, or JSON where there is a `target`. Signed by what the server checks signatures with: AWS's
 * clients would take longer to load than all else that a command has to do before it runs. Rejects with a TimeoutError after `limit` milliseconds.
 */
export function callLocal(
  { endpoint, region, accessKeyId, secretAccessKey }: Announcement,
  service: string,
  body: string,
  target?: string,
  limit = usualLimit,
): Promise<Response> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scopeDate = date.slice(0, 8);
  const scope = [scopeDate, region, service, 'aws4_request'].join('/');
  const headers = {
    'content-type': target === undefined ? 'application/x-www-form-urlencoded' : 'application/x-amz-json-1.1',
    'x-amz-date': date,
    ...(target !== undefined && { 'x-amz-target': target }),
  };
  const signed = { ...headers, host: new URL(endpoint).host };
  const sorted = Object.entries(signed).sort(([name], [other]) => (name < other ? -1 : 1));
  const names = sorted.map(([name]) => name).join(';');
  const lines = sorted.map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const key = signingKey(secretAccessKey, { scopeDate, region, service });
  const signature = sign(key, [ALGORITHM, date, scope, sha256(canonical)].join('\n'));
  const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, authorization },
    body,
    signal: AbortSignal.timeout(limit),
  });
}
