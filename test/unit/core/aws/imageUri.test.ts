import { expect, test } from 'vitest';
import { parseImageUri, shortImage } from '../../../../src/core/aws/imageUri.ts';

const digest = `sha256:${'0123456789ab'.repeat(5)}0123`;
const ecr = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

test.each([
  [`${ecr}/team/sim:1f2e3d4`, { registry: ecr, repository: 'team/sim', tag: '1f2e3d4', digest: undefined }],
  [`${ecr}/sim@${digest}`, { registry: ecr, repository: 'sim', tag: undefined, digest }],
  [`127.0.0.1:5000/sim:1@${digest}`, { registry: '127.0.0.1:5000', repository: 'sim', tag: '1', digest }],
  ['localhost/sim', { registry: 'localhost', repository: 'sim', tag: undefined, digest: undefined }],
  ['rocker/r-ver:4.4', { registry: undefined, repository: 'rocker/r-ver', tag: '4.4', digest: undefined }],
  ['debian', { registry: undefined, repository: 'debian', tag: undefined, digest: undefined }],
])('%s is taken apart', (uri, parts) => {
  expect(parseImageUri(uri)).toEqual(parts);
});

test.each([
  [`${ecr}/team/sim:1f2e3d4`, 'team/sim:1f2e3d4'],
  [`${ecr}/sim@${digest}`, 'sim@0123456789ab'],
  ['local/host', 'local/host'],
])('%s is shown as %s', (uri, shown) => {
  expect(shortImage(uri)).toBe(shown);
});
