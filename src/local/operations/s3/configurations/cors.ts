import * as z from 'zod';
import { ServiceError } from '../../../protocol/serviceError.ts';
import { configurationOperations } from './configuration.ts';
import { repeated, text, whole } from './shapes.ts';

const rule = z.strictObject({
  ID: text.max(255).optional(),
  AllowedMethod: repeated(text),
  AllowedOrigin: repeated(text),
  AllowedHeader: repeated(text).optional(),
  ExposeHeader: repeated(text).optional(),
  MaxAgeSeconds: whole.optional(),
});
const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

export const cors = configurationOperations({
  operations: { get: 'GetBucketCors', put: 'PutBucketCors', delete: 'DeleteBucketCors' },
  parameter: 'cors',
  element: 'CORSConfiguration',
  content: z.strictObject({ CORSRule: repeated(rule) }),
  check: ({ CORSRule }) => {
    const unknown = CORSRule.flatMap(({ AllowedMethod }) => AllowedMethod).find((name) => !methods.includes(name));
    if (unknown === undefined) return;
    const message = `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`;
    throw new ServiceError('InvalidRequest', message);
  },
  missing: (BucketName) => {
    const message = 'The CORS configuration does not exist';
    return new ServiceError('NoSuchCORSConfiguration', message, 404, { BucketName });
  },
});
