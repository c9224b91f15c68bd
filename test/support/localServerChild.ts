// S3 and STS on the root given, in a process of its own that a test can kill: prints its endpoint, then serves.
import path from 'node:path';
import type { Logger } from '../../src/core/ports/logger.ts';
import { S3Protocol } from '../../src/local/operations/s3/s3Protocol.ts';
import { createLocalEndpoint } from '../../src/local/server.ts';
import { openDatabase } from '../../src/local/store/database.ts';
import { openS3Store } from '../../src/local/store/objects/index.ts';
import { account } from './testAccount.ts';

const root = process.argv[2] ?? '';
const quiet = () => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const store = openS3Store(openDatabase(path.join(root, 'state.db')), root, logger);
const server = createLocalEndpoint({
  ...account(),
  ...{ services: [], queryServices: [], logger },
  s3: new S3Protocol(store),
  clock: { now: () => new Date() },
});
const { endpoint } = await server.start();
await store.sweep();
console.log(endpoint);
