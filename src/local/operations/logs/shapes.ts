import * as z from 'zod';

/** CloudWatch Logs' shared shapes, with the constraints of its API model. */

export const logGroupName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[.\-_/#A-Za-z0-9]+$/);

/** A group's name or ARN. */
export const logGroupIdentifier = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[\w#+=/:,.@*-]*$/);

export const logStreamName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^:*]*$/);

export const nextToken = z.string().min(1);

/** Milliseconds since 1970. */
export const time = z.int().min(0);
