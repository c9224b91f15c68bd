import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { createAuthority } from '../../../../src/local/terminal/certificates/authority.ts';

const authority = createAuthority(new Date());

/** Whether a client that trusts the authority talks to a server that has its certificate for `host`. */
async function talks(host: string): Promise<string> {
  const server = createServer((socket) => {
    const secured = new TLSSocket(socket, { isServer: true, secureContext: authority.contextFor(host) });
    secured.on('error', () => undefined);
    secured.end('hello');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const client = connectTls({
      ...{ socket: connect(port, '127.0.0.1'), servername: host, host },
      ca: [authority.certificate],
    });
    const [data] = (await once(client, 'data')) as [Buffer];
    client.destroy();
    return data.toString();
  } catch (error) {
    return String(error);
  } finally {
    server.close();
  }
}

it('is an authority for a year, and for no other authorities', () => {
  const certificate = new X509Certificate(authority.certificate);
  expect(certificate.ca).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const days = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / 86_400_000;
  expect(days).toBe(366);
});

it('is believed for AWS’s names, those of buckets with dots too', async () => {
  for (const host of ['sts.us-west-2.amazonaws.com', 'a.b.s3.cn-north-1.amazonaws.com.cn', 'logs.eu-west-1.api.aws'])
    expect(await talks(host)).toBe('hello');
});

it('is not believed for any other name, whatever it signs', async () => {
  for (const host of ['example.com', 'amazonaws.com.example.org', 'notamazonaws.com'])
    expect(await talks(host)).toContain('permitted subtree violation');
});

it('is another one each time, and makes a name’s certificate once', () => {
  expect(createAuthority(new Date()).certificate).not.toBe(authority.certificate);
  expect(authority.contextFor('sts.amazonaws.com')).toBe(authority.contextFor('sts.amazonaws.com'));
});
