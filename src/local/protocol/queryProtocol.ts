import type { Answer, Exchange } from './exchange.ts';
import { readBody } from './limitedBody.ts';
import type { CallContext } from './operation.ts';
import type { Call, Protocol } from './protocol.ts';
import { ServiceError } from './serviceError.ts';
import { sha256, verifySignature } from './signature.ts';
import { SignatureError, type SignatureProblem } from './signatureError.ts';
import { xmlDocument, type Xml } from './xml.ts';

/** One operation of a query service: parameters in a form, the answer the children of its XML result. */
export interface QueryOperation {
  readonly name: string;
  run(parameters: URLSearchParams, context: CallContext): readonly Xml[];
}

export interface QueryService {
  readonly signingName: string;
  readonly namespace: string;
  readonly operations: readonly QueryOperation[];
}

const BODY_LIMIT = 1024 * 1024;

const signatureCodes: Readonly<Record<SignatureProblem, string>> = {
  missing: 'MissingAuthenticationToken',
  malformed: 'IncompleteSignature',
  wrongScope: 'SignatureDoesNotMatch',
  unknownKey: 'InvalidClientTokenId',
  mismatch: 'SignatureDoesNotMatch',
  skewed: 'SignatureDoesNotMatch',
  expired: 'SignatureDoesNotMatch',
  unsignedHeaders: 'SignatureDoesNotMatch',
};

/** The query protocol of one service: STS. Others, such as IAM, are told that there is no such operation, once they are known to be signed. */
export class QueryProtocol implements Protocol {
  readonly #service: QueryService;

  constructor(service: QueryService) {
    this.#service = service;
  }

  async serve({ exchange, authorization, context, keys }: Call): Promise<Answer> {
    const body = await readBody(exchange, BODY_LIMIT);
    const { signingName, namespace, operations } = this.#service;
    const { service } = authorization;
    verifySignature(exchange, authorization, sha256(body), { keys, region: context.region, service, now: context.now });
    const parameters = new URLSearchParams(body.toString('utf8'));
    for (const [name, value] of exchange.query) parameters.append(name, value);
    const action = parameters.get('Action') ?? '';
    const operation = service === signingName ? operations.find(({ name }) => name === action) : undefined;
    if (operation === undefined) {
      const version = parameters.get('Version') ?? 'unspecified';
      throw new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`);
    }
    const result: Xml = [`${action}Result`, operation.run(parameters, context)];
    const metadata: Xml = ['ResponseMetadata', [['RequestId', context.requestId]]];
    return answer(200, xmlDocument([`${action}Response`, [result, metadata]], namespace));
  }

  failure(error: unknown, exchange: Exchange): Answer {
    const known = toServiceError(error);
    const children: Xml[] = [
      ['Type', known.status < 500 ? 'Sender' : 'Receiver'],
      ['Code', known.code],
      ['Message', known.message],
    ];
    const document: Xml = [
      'ErrorResponse',
      [
        ['Error', children],
        ['RequestId', exchange.requestId],
      ],
    ];
    return answer(known.status, xmlDocument(document, this.#service.namespace));
  }
}

function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof SignatureError) return new ServiceError(signatureCodes[error.problem], error.message, 403);
  return new ServiceError('InternalFailure', 'Local SageMaker failed; its log says why.', 500);
}

function answer(status: number, body: string): Answer {
  return { status, headers: { 'Content-Type': 'text/xml' }, body };
}
