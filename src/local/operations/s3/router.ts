import { type Exchange } from '../../protocol/exchange.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './accessControl.ts';
import { abortMultipartUpload } from './abortMultipartUpload.ts';
import { getBucketVersioning, putBucketVersioning } from './bucketVersioning.ts';
import { completeMultipartUpload } from './completeMultipartUpload.ts';
import { bucketConfigurations } from './configurations/index.ts';
import { copyObject } from './copyObject.ts';
import { createBucket } from './createBucket.ts';
import { createMultipartUpload } from './createMultipartUpload.ts';
import { deleteBucket } from './deleteBucket.ts';
import { deleteObject } from './deleteObject.ts';
import { deleteObjects } from './deleteObjects.ts';
import { getBucketLocation } from './getBucketLocation.ts';
import { getObject, headObject } from './getObject.ts';
import { getObjectAttributes } from './getObjectAttributes.ts';
import { headBucket } from './headBucket.ts';
import { listBuckets } from './listBuckets.ts';
import { listMultipartUploads } from './listMultipartUploads.ts';
import { listObjectVersions } from './listObjectVersions.ts';
import { listObjects } from './listObjects.ts';
import { listObjectsV2 } from './listObjectsV2.ts';
import { listParts } from './listParts.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './objectTagging.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { putObject } from './putObject.ts';
import { notImplemented } from './refusals.ts';
import { uploadPart } from './uploadPart.ts';
import { uploadPartCopy } from './uploadPartCopy.ts';

export const operations: readonly S3Operation[] = [
  listBuckets,
  createBucket,
  headBucket,
  deleteBucket,
  getBucketLocation,
  listObjects,
  listObjectsV2,
  listMultipartUploads,
  listObjectVersions,
  getBucketVersioning,
  putBucketVersioning,
  getBucketAcl,
  putBucketAcl,
  ...bucketConfigurations,
  deleteObjects,
  copyObject,
  putObject,
  getObject,
  headObject,
  deleteObject,
  getObjectAcl,
  putObjectAcl,
  getObjectAttributes,
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
  completeMultipartUpload,
  abortMultipartUpload,
  listParts,
];

/** Query parameters that ask for another operation than the plain one of the method. */
const subresources = new Set([
  ...['abac', 'accelerate', 'acl', 'analytics', 'annotation', 'attributes', 'cors', 'delete', 'encryption'],
  ...['intelligent-tiering', 'inventory', 'legal-hold', 'lifecycle', 'list-type', 'location', 'logging'],
  ...['metadataConfiguration', 'metadataInventoryTable', 'metadataJournalTable', 'metadataTable', 'metrics'],
  ...['notification', 'object-lock', 'ownershipControls', 'policy', 'policyStatus', 'publicAccessBlock'],
  ...['renameObject', 'replication', 'requestPayment', 'restore', 'retention', 'select', 'session', 'tagging'],
  ...['torrent', 'uploadId', 'uploads', 'versioning', 'versions', 'website'],
]);

/** The operation a request asks for. What S3 has and Local does not answers NotImplemented with the operation's name. */
export function findOperation({ method, query }: Exchange, request: S3Request): S3Operation {
  const on = request.bucket === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  const parameter = query.map(([name]) => name).find((name) => subresources.has(name));
  const candidates = operations.filter(
    (operation) => operation.method === method && operation.on === on && operation.parameter === parameter,
  );
  const found =
    candidates.find(({ withHeader }) => withHeader !== undefined && request.header(withHeader) !== undefined) ??
    candidates.find(({ withHeader }) => withHeader === undefined);
  if (found !== undefined) return found;
  const name = `${capitalised(method.toLowerCase())}${capitalised(on)}${pascalCase(parameter ?? '')}`;
  throw notImplemented(name);
}

function pascalCase(text: string): string {
  return text.split('-').map(capitalised).join('');
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
