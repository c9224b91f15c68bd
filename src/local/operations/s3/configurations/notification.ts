import * as z from 'zod';
import { configurationOperations } from './configuration.ts';
import { empty, repeated, text } from './shapes.ts';

const filterRule = z.strictObject({ Name: z.enum(['prefix', 'suffix', 'Prefix', 'Suffix']), Value: text });
const common = {
  Id: text.optional(),
  Event: repeated(z.string().regex(/^s3:[A-Za-z]+(:[A-Za-z*]+)?$/)),
  Filter: z.strictObject({ S3Key: z.strictObject({ FilterRule: repeated(filterRule).optional() }) }).optional(),
};
const arn = (service: string) => z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`));
const content = z.strictObject({
  TopicConfiguration: repeated(z.strictObject({ ...common, Topic: arn('sns') })).optional(),
  QueueConfiguration: repeated(z.strictObject({ ...common, Queue: arn('sqs') })).optional(),
  CloudFunctionConfiguration: repeated(z.strictObject({ ...common, CloudFunction: arn('lambda') })).optional(),
  EventBridgeConfiguration: z.union([empty, z.strictObject({})]).optional(),
});

export const notification = configurationOperations<z.infer<typeof content>>({
  operations: { get: 'GetBucketNotificationConfiguration', put: 'PutBucketNotificationConfiguration' },
  parameter: 'notification',
  element: 'NotificationConfiguration',
  content: z.union([content, empty]),
  takes: ['x-amz-skip-destination-validation'],
  missing: () => ({}),
});
