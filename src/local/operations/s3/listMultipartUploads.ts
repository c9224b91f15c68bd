import { optional, type Xml } from '../../protocol/xml.ts';
import { commonPrefix } from '../../store/objects/listing.ts';
import type { Upload } from '../../store/objects/uploads.ts';
import { owner, xmlAnswer } from './answers.ts';
import { keyEncoding, pageSize } from './keyEncoding.ts';
import type { S3Operation } from './operation.ts';

export const listMultipartUploads: S3Operation = {
  name: 'ListMultipartUploads',
  method: 'GET',
  on: 'bucket',
  parameter: 'uploads',
  takes: ['prefix', 'delimiter', 'encoding-type', 'max-uploads', 'key-marker', 'upload-id-marker'],
  run: (request, { uploads }) => {
    const { bucket, context, query } = request;
    const { name: encoding, write } = keyEncoding(request);
    const [prefix, delimiter] = [query('prefix') ?? '', query('delimiter') ?? ''];
    const limit = pageSize(request, 'max-uploads');
    const found = afterMarker(uploads.list(bucket, prefix), query('key-marker'), query('upload-id-marker'));
    const rest = fold(found, prefix, delimiter).filter((entry) => entry !== query('key-marker'));
    const page = rest.slice(0, limit);
    const last = limit > 0 && rest.length > limit ? page.at(-1) : undefined;
    const people = [owner('Initiator', context.accountId), owner('Owner', context.accountId)];
    return xmlAnswer('ListMultipartUploadsResult', [
      ['Bucket', bucket],
      ['KeyMarker', write(query('key-marker') ?? '')],
      ['UploadIdMarker', query('upload-id-marker') ?? ''],
      last === undefined ? undefined : ['NextKeyMarker', write(typeof last === 'string' ? last : last.key)],
      optional('NextUploadIdMarker', typeof last === 'string' ? undefined : last?.id),
      ['Prefix', write(prefix)],
      delimiter === '' ? undefined : ['Delimiter', write(delimiter)],
      ['MaxUploads', limit],
      optional('EncodingType', encoding),
      ['IsTruncated', last !== undefined],
      ...page.map((entry) => entryXml(entry, write, people)),
    ]);
  },
};

function entryXml(entry: Upload | string, write: (key: string) => string, people: readonly Xml[]): Xml {
  if (typeof entry === 'string') return ['CommonPrefixes', [['Prefix', write(entry)]]];
  const { key, id, created, properties } = entry;
  return [
    'Upload',
    [
      ['Key', write(key)],
      ['UploadId', id],
      ...people,
      ['StorageClass', properties.headers['x-amz-storage-class'] ?? 'STANDARD'],
      ['Initiated', created.toISOString()],
      optional('ChecksumAlgorithm', properties.checksum?.algorithm),
      optional('ChecksumType', properties.checksum?.type),
    ],
  ];
}

/** Uploads whose keys go on with the delimiter after the prefix become one common prefix. */
function fold(uploads: readonly Upload[], prefix: string, delimiter: string): (Upload | string)[] {
  const folded = uploads.map((upload) => commonPrefix(upload.key, prefix, delimiter) ?? upload);
  return folded.filter((entry, index) => typeof entry !== 'string' || entry !== folded[index - 1]);
}

/** What comes after the last upload of the page before; without its id, after all uploads of that key. */
function afterMarker(
  uploads: readonly Upload[],
  keyMarker: string | undefined,
  idMarker: string | undefined,
): Upload[] {
  if (keyMarker === undefined || keyMarker === '') return [...uploads];
  const exact = uploads.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  if (exact >= 0) return uploads.slice(exact + 1);
  return uploads.filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(keyMarker)) > 0);
}
