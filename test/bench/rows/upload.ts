import { createWriteStream } from 'node:fs';
import { randomFillSync } from 'node:crypto';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { work } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { localRoot } from '../local.ts';
import type { UploadAnswer, UploadArgument } from '../workers/upload.ts';

const megabytes = 200;
const limit = 3;

/** What the bucket costs beyond the disk. */
export const upload: Row = {
  name: 'upload',
  async measure(bench) {
    await bench.build();
    const file = path.join(bench.folder, 'large');
    await pipeline(noise, createWriteStream(file));
    const argument: UploadArgument = {
      stateFolder: await localRoot(bench),
      file,
      copy: `${file}-copy`,
      runs: Math.min(bench.runs, 5),
    };
    const { upload, cp } = (await work(bench, 'upload', argument)) as UploadAnswer;
    return [
      figure({
        what: `${megabytes} MB upload to Local`,
        unit: 'ms',
        runs: upload,
        yardstick: { what: 'cp', runs: cp },
        target: `${limit} x`,
        reached: (own, other) => own <= limit * other,
      }),
    ];
  },
};

function* noise(): Generator<Buffer> {
  for (let megabyte = 0; megabyte < megabytes; megabyte++) yield randomFillSync(Buffer.alloc(1e6));
}
