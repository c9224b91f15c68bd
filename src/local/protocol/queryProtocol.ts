import type { Answer, Exchange } from './exchange.ts';
import { readBody } from './limitedBody.ts';
import { formValues } from './model/formValues.ts';
import { InputReader } from './model/inputReader.ts';
import type { ServiceModel } from './model/serviceModel.ts';
import { violationText } from './model/violationText.ts';
import type { QueryOperation } from './operation.ts';
import type { Call, Protocol } from './protocol.ts';
import { ServiceError } from './serviceError.ts';
import { sha256, verifyHead, verifySignature } from './signature.ts';
import { SignatureError, type SignatureProblem } from './signatureError.ts';
import { xmlDocument, type Xml } from './xml.ts';

/** A service that takes its parameters in a form: STS, IAM. */
export interface QueryService {
  readonly signingName: string;
  readonly namespace: string;
  /** What the operations take. */
  readonly model: ServiceModel;
  readonly operations: readonly QueryOperation[];
}

const BODY_LIMIT = 1024 * 1024;

const signatureCodes: Readonly<Record<SignatureProblem, string>> = {
  missing: 'MissingAuthenticationToken',
  malformed: 'IncompleteSignature',
  wrongScope: 'SignatureDoesNotMatch',
  unknownKey: 'InvalidClientTokenId',
  invalidToken: 'InvalidClientTokenId',
  expiredToken: 'ExpiredToken',
  mismatch: 'SignatureDoesNotMatch',
  skewed: 'SignatureDoesNotMatch',
  expired: 'SignatureDoesNotMatch',
  unsignedHeaders: 'SignatureDoesNotMatch',
};

/** The query protocol. Other services that speak it are told that there is no such operation, once they are known to be signed. */
export class QueryProtocol implements Protocol {
  readonly #services: ReadonlyMap<string, { service: QueryService; inputs: InputReader }>;

  constructor(services: readonly QueryService[]) {
    this.#services = new Map(
      services.map((service) => [service.signingName, { service, inputs: new InputReader(service.model) }]),
    );
  }

  serves(signingName: string): boolean {
    return this.#services.has(signingName);
  }

  async serve({ exchange, authorization, context, keys }: Call): Promise<Answer> {
    const expected = { keys, service: authorization.service, now: context.now };
    verifyHead(exchange, authorization, expected);
    const body = await readBody(exchange, BODY_LIMIT);
    verifySignature(exchange, authorization, sha256(body), expected);
    const parameters = Object.fromEntries([...new URLSearchParams(body.toString('utf8')), ...exchange.query]);
    const action = parameters['Action'] ?? '';
    const found = this.#services.get(authorization.service);
    const operation = found?.service.operations.find(({ name }) => name === action);
    if (found === undefined || operation === undefined) {
      const version = parameters['Version'] ?? 'unspecified';
      throw new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`);
    }
    const { service, inputs } = found;
    const { input, violations } = inputs.read(action, formValues(service.model, action, parameters));
    if (violations.length > 0) throw new ServiceError('ValidationError', violationText(violations));
    const result: Xml = [`${action}Result`, operation.run(input, context)];
    const metadata: Xml = ['ResponseMetadata', [['RequestId', context.requestId]]];
    return answer(200, xmlDocument([`${action}Response`, [result, metadata]], service.namespace));
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
    const [first] = this.#services.values();
    return answer(known.status, xmlDocument(document, first?.service.namespace));
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
