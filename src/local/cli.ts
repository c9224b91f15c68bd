import { errorText } from '../core/errors.ts';
import { main } from './lifecycle/main.ts';
import { parseOptions, usage, type LocalOptions } from './options.ts';

let options: LocalOptions | undefined;
try {
  options = parseOptions(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`${errorText(error)}\n\n${usage}\n`);
  process.exit(2);
}
if (options === undefined) {
  process.stdout.write(`${usage}\n`);
} else {
  main(options).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(
        `Local SageMaker failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    },
  );
}
