// A part of `npm test`: starts the engine and makes its images while other parts run. Where none can run, the tests that need it say so.
import { dockerNeeds } from './needs.ts';

const missing = await dockerNeeds((line) => {
  console.log(line);
});
if (missing !== undefined) console.log(`No tests with Docker: needs ${missing}`);
