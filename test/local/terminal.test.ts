import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';
import { inLocalTerminal, localTerminalCommand } from '../support/localTerminal.ts';

let local: TestSageMaker;
let folder: string;
beforeAll(async () => {
  local = await startSageMaker();
  folder = await mkdtemp(path.join(tmpdir(), 'local-terminal-'));
});
afterAll(async () => {
  await local.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Milliseconds, on a machine that may have other work. */
const long = 180_000;

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

const sh = (script: string, environment?: Record<string, string>) =>
  inLocalTerminal(local.root, ['/bin/sh', '-c', script], environment);

/** A server with a certificate of its own, which says what it was asked. */
async function startElsewhere() {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=elsewhere.example', '-addext', 'subjectAltName=DNS:elsewhere.example,IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  await promisify(execFile)('openssl', [...made, ...subject, '-keyout', key, '-out', cert]);
  const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { cert, port, stop: () => server.close() };
}

/** A proxy as of a company: writes down what it is asked for, and leads every name to one port. */
async function startCompanyProxy(port: number) {
  const asked: string[] = [];
  const server = createHttpServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
    response.end('by the company’s proxy');
  });
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
    const other = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(other).pipe(socket);
    });
    for (const each of [socket, other]) each.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: at } = server.address() as AddressInfo;
  return { asked, url: `http://me:secret@127.0.0.1:${at}`, stop: () => server.close() };
}

describe('what is not AWS’s', () => {
  it(
    'goes where it would have gone: directly, or by the proxy that was set before, to the certificate that is there',
    async () => {
      const elsewhere = await startElsewhere();
      const company = await startCompanyProxy(elsewhere.port);
      const credentials = `Basic ${Buffer.from('me:secret').toString('base64')}`;
      const environment = { https_proxy: company.url, HTTP_PROXY: company.url, no_proxy: 'direct.example,127.0.0.1' };
      const { stdout, stderr } = await sh(
        `
      curl -sS --cacert ${elsewhere.cert} https://elsewhere.example/
      curl -sS http://plain.example/a?b
      curl -sS --noproxy '' --cacert ${elsewhere.cert} https://127.0.0.1:${elsewhere.port}/
      curl -sS --noproxy '' -o /dev/null https://elsewhere.example/ 2>&1 | grep -c certificate
      aws_answer=$(curl -sS https://sts.amazonaws.com/) && echo "$aws_answer" | grep -o 'answers for sts.amazonaws.com here'
      `,
        environment,
      );
      expect(stdout, stderr).toBe('hereby the company’s proxyhere1\nanswers for sts.amazonaws.com here\n');
      expect(company.asked).toEqual([
        `CONNECT elsewhere.example:443 ${credentials}`,
        `GET http://plain.example/a?b ${credentials}`,
        `CONNECT elsewhere.example:443 ${credentials}`,
      ]);
      elsewhere.stop();
      company.stop();
    },
    long,
  );
});

describe('the proxy', () => {
  it(
    'serves nobody without its password, nor the machine’s metadata, nor other ports of AWS, nor pages by names of their own',
    async () => {
      const own = path.join(folder, 'own.pem');
      await writeFile(own, '-----BEGIN CERTIFICATE-----\nof the user\n-----END CERTIFICATE-----\n');
      const { code, stdout, stderr } = await sh(
        `
        port=\${AWS_ENDPOINT_URL##*:}
        curl -sS -x http://127.0.0.1:$port https://sts.amazonaws.com/ 2>&1
        curl -sS -x http://local:wrong@127.0.0.1:$port http://example.com/
        curl -sS http://169.254.169.254/latest/meta-data/
        curl -sS https://db.eu-west-1.rds.amazonaws.com:5432/ 2>&1
        curl -sS -H 'Host: page.example' $AWS_ENDPOINT_URL/
        curl -sS --noproxy '' https://127.0.0.1:9/ 2>&1
        echo $HTTPS_PROXY $AWS_SECRET_ACCESS_KEY $AWS_CA_BUNDLE
        cat "$REQUESTS_CA_BUNDLE"
        exit 3
        `,
        { REQUESTS_CA_BUNDLE: own, AWS_PROFILE: 'mine', AWS_REGION: 'eu-west-1' },
      );
      const [told, trusted = ''] = stdout.split(/\n(?=-----BEGIN|#)([^]*)/);
      const [passwordless, wrong, metadata, database, page, nowhere, values = ''] = (told ?? '').split('\n');
      expect(passwordless).toContain('response 407');
      expect(wrong).toBe('This proxy is for one terminal only.');
      expect(metadata).toBe('169.254.169.254 is not reached from a terminal of Local SageMaker.');
      expect(database).toContain('response 403');
      expect(page).toBe('This is the proxy of a terminal of Local SageMaker.');
      expect(nowhere).toContain('response 502');
      // Whom the system and the user trust, and its own authority, in that order.
      const system = await readFile('/etc/ssl/certs/ca-certificates.crt', 'utf8').catch(() => '');
      expect(trusted.startsWith(system.trim())).toBe(true);
      expect(trusted).toContain('of the user');
      const last = trusted.slice(trusted.lastIndexOf('-----BEGIN'));
      expect(new X509Certificate(last).subject).toContain('for one terminal of this machine');
      // It tells what it sets, and no secret.
      expect(stderr).toContain('account 000000000000, region eu-west-1');
      expect(stderr).toMatch(/^Set: AWS_ACCESS_KEY_ID .*HTTPS_PROXY.*PATH$/m);
      expect(stderr).toMatch(/^Unset: AWS_PROFILE$/m);
      const [proxy = '', secret = '', bundle = ''] = values.split(' ');
      expect(secret).not.toBe('');
      for (const each of [secret, new URL(proxy).password]) expect(stderr).not.toContain(each);
      // It ends as its command did, and leaves neither a port nor a file.
      expect(code).toBe(3);
      expect(await answers(new URL(proxy).origin)).toBe(false);
      await expect(readFile(bundle)).rejects.toThrow('ENOENT');
    },
    long,
  );
});

describe('a terminal', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Starts one that goes on, and waits for the address of its proxy. */
  async function start(script: string) {
    const { command, args, env } = localTerminalCommand(local.root, [
      '/bin/sh',
      '-c',
      `echo $AWS_ENDPOINT_URL $$; ${script}`,
    ]);
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    const [data] = (await once(child.stdout, 'data')) as [Buffer];
    const [endpoint = '', pid = ''] = data.toString().trim().split(' ');
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    return { child, ended, endpoint, pid: Number(pid) };
  }
  const runs = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it(
    'ends its command when it is closed, though that does not want to',
    async () => {
      const { child, ended, endpoint, pid } = await start('trap "" HUP TERM; while :; do sleep 0.1; done');
      expect(await answers(endpoint)).toBe(true);
      child.kill('SIGHUP');
      expect(await ended).toBe(137);
      expect(runs(pid)).toBe(false);
      expect(await answers(endpoint)).toBe(false);
    },
    long,
  );

  it(
    'that is killed leaves no port; the next one removes its files',
    async () => {
      const killed = await start('exec sleep 60');
      killed.child.kill('SIGKILL');
      await killed.ended;
      expect(await answers(killed.endpoint)).toBe(false);
      process.kill(killed.pid, 'SIGKILL');
      const terminals = path.join(local.root, 'terminals');
      expect(await readdir(terminals)).toHaveLength(1);
      expect((await inLocalTerminal(local.root, ['no-such-command'])).code).toBe(127);
      expect(await readdir(terminals)).toEqual([]);
    },
    long,
  );

  it(
    'starts Local SageMaker where none runs, and again when it has ended meanwhile',
    async () => {
      const root = await mkdtemp(path.join(tmpdir(), 'local-terminal-'));
      const { code, stdout, stderr } = await inLocalTerminal(root, [
        '/bin/sh',
        '-c',
        `
        who() {
          curl -sS --aws-sigv4 aws:amz:us-east-1:sts --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
            -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" -d 'Action=GetCallerIdentity&Version=2011-06-15' \\
            https://sts.amazonaws.com/ | grep -o '<Account>.*</Account>'
        }
        server() { sed 's/.*"pid":\\([0-9]*\\).*/\\1/' '${root}/server.json'; }
        end() { kill $1; while kill -0 $1 2> /dev/null; do sleep 0.1; done; }
        who; first=$(server); end $first
        who; second=$(server); end $second
        [ $first != $second ]
        `,
      ]);
      expect(stdout, stderr).toBe('<Account>000000000000</Account>\n<Account>000000000000</Account>\n');
      expect(code).toBe(0);
      await rm(root, { recursive: true, force: true });
    },
    long,
  );

  const posix = 'export PATH=/of/the/user:$PATH AWS_PROFILE=mine AWS_REGION=x; ALIASED=yes\n';
  const shells = [
    { shell: 'bash', startFile: '.bashrc', says: posix, first: '${PATH%%/bin:*}' },
    { shell: 'zsh', startFile: '.zshrc', says: posix, first: '${PATH%%/bin:*}' },
    {
      shell: 'fish',
      startFile: '.config/fish/config.fish',
      says: 'set -gx PATH /of/the/user $PATH; set -gx AWS_PROFILE mine; set -gx AWS_REGION x; set -g ALIASED yes\n',
      first: '$PATH[1]',
    },
  ];
  for (const { shell, startFile, says, first } of shells) {
    const isThere = existsSync(`/usr/bin/${shell}`);
    const name = `sets its variables after the start files of ${shell}, whatever those say`;
    (isThere ? it : it.skip)(
      isThere ? name : `${name} (needs ${shell})`,
      async () => {
        const file = path.join(local.root, startFile);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, says);
        const { command, args, env } = localTerminalCommand(local.root, [`/usr/bin/${shell}`]);
        const line = [command, ...args].map((word) => `'${word}'`).join(' ');
        const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
          env,
          stdio: ['pipe', 'pipe', 'inherit'],
        });
        children.push(child);
        let printed = '';
        child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
        child.stdin.write(`echo "[$ALIASED:${first}:$AWS_PROFILE:$AWS_REGION]"; exit\n`);
        await once(child, 'exit');
        expect(printed).toMatch(/\[yes:\S+\/terminals\/[^:]+::us-east-1\]/);
      },
      long,
    );
  }
});
