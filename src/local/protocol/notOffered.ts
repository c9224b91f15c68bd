import { ServiceError } from './serviceError.ts';

/** Services that answer errors in XML though nothing in their requests tells so. */
const answersInXml = new Set(['cloudfront', 'route53', 's3-outposts', 's3-object-lambda', 's3express']);

export function speaksXml(service: string): boolean {
  return answersInXml.has(service);
}

/** The answer for a service of AWS that Local SageMaker does not have. Clients show its text, and do not try again. */
export function notOffered(service: string, offered: Iterable<string>): ServiceError {
  const message =
    `Local SageMaker does not offer the service that requests are signed for as "${service}"; it offers ${[...offered].join(', ')}. ` +
    'Nothing was sent to AWS.';
  return new ServiceError('UnknownOperationException', message);
}
