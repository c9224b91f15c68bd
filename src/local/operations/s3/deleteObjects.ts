import * as z from 'zod';
import type { Xml } from '../../protocol/xml.ts';
import { xmlAnswer } from './answers.ts';
import type { S3Operation } from './operation.ts';
import { requireXml } from './xmlBody.ts';

const shape = z.object({
  Delete: z.object({
    Object: z.array(z.object({ Key: z.string().min(1) })).max(1000),
    Quiet: z.string().optional(),
  }),
});

export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  method: 'POST',
  on: 'bucket',
  parameter: 'delete',
  run: async (request, { objects }) => {
    const { Object: listed, Quiet: quiet } = (await requireXml(request, shape)).Delete;
    const keys = listed.map(({ Key }) => Key);
    await objects.delete(request.bucket, keys);
    const deleted = keys.map((key): Xml => ['Deleted', [['Key', key]]]);
    return xmlAnswer('DeleteResult', quiet === 'true' ? [] : deleted);
  },
};
