import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { LocalServer } from '../../adapters/process/localServer.ts';
import { forwardedHost } from '../protocol/exchange.ts';
import { answerText } from './answers.ts';

/** What belongs to one connection, and is not passed on. */
const ofConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'upgrade'],
  forwardedHost,
]);

/** Hands requests that were made to AWS to Local SageMaker, as they are: their signatures cover the host that the client named. */
export interface ToLocal {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => void;
}

/** Where Local SageMaker has ended meanwhile (it does so after idling), the next request starts it again. */
export function forwardToLocal(local: LocalServer): ToLocal {
  const agent = new Agent({ keepAlive: true });
  let known: Promise<number> | undefined;
  const port = (): Promise<number> =>
    (known ??= local().then((announcement) => announcement.port)).catch((error: unknown) => {
      known = undefined;
      throw error;
    });

  async function forward(request: IncomingMessage, response: ServerResponse, isRepeated: boolean): Promise<void> {
    const at = await port();
    const passed = httpRequest({
      ...{ host: '127.0.0.1', port: at, agent, method: request.method, path: request.url },
      headers: headersFor(request, at),
    });
    passed.once('socket', (socket) => {
      const begin = (): void => {
        request.pipe(passed);
      };
      // Nothing of the body is taken before there is somebody to take it.
      if (socket.connecting) socket.once('connect', begin);
      else begin();
    });
    passed.on('continue', () => {
      response.writeContinue();
    });
    passed.once('response', (answer) => {
      const headers = pairs(answer.rawHeaders).filter(([name]) => !ofConnection.has(name.toLowerCase()));
      response.writeHead(answer.statusCode ?? 502, headers.flat());
      pipeline(answer, response, () => undefined);
    });
    passed.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && !isRepeated) {
        known = undefined;
        forward(request, response, true).catch(fail);
      } else fail(error);
    });
    response.once('close', () => passed.destroy());
    const fail = (failure: unknown): void => {
      answerText(response, 502, unreachable(failure));
    };
  }

  return {
    serve: (request, response) => {
      forward(request, response, false).catch((error: unknown) => {
        answerText(response, 502, unreachable(error));
      });
    },
    close: () => {
      agent.destroy();
    },
  };
}

function headersFor(request: IncomingMessage, port: number): string[] {
  const { rawHeaders, headers } = request;
  const passed = pairs(rawHeaders).filter(([name]) => !ofConnection.has(name.toLowerCase()) && !/^host$/i.test(name));
  return [['Host', `127.0.0.1:${port}`], [forwardedHost, headers.host ?? ''], ...passed].flat();
}

function pairs(raw: readonly string[]): [name: string, value: string][] {
  return raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));
}

function unreachable(error: unknown): string {
  return `Local SageMaker cannot be reached: ${error instanceof Error ? error.message : String(error)}`;
}
