import { Readable } from 'node:stream';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import { createClients, type Clients } from '../../src/adapters/aws/clients.ts';

/** What SageMaker would answer to an operation, as JSON on the wire. */
export type Answers = (operation: string, request: unknown) => unknown;

/** The SDK's clients, with the given answers where AWS would be: what comes back went through the SDK's own reading of it. */
export function answeringClients(answers: Answers): Clients {
  const clients = createClients({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } });
  clients.sagemaker.config.requestHandler.handle = (request: HttpRequest) => {
    const operation = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
    const answer = answers(operation, JSON.parse(textOf(request.body)));
    const body = Readable.from([JSON.stringify(answer)]);
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    return Promise.resolve({ response: new HttpResponse({ statusCode: 200, headers, body }) });
  };
  return clients;
}

function textOf(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);
}
