import { errorText } from '../core/errors.ts';
import { main } from './lifecycle/main.ts';
import { commandLine, parseOptions, usage, type LocalOptions } from './options.ts';
import { answerForEngine } from './terminal/engine/answer.ts';
import { runInTerminal } from './terminal/main.ts';

const { args, command } = commandLine(process.argv.slice(2));

function start(given: LocalOptions): Promise<number> {
  if (command === undefined) return main(given);
  const { asEngine } = given;
  return asEngine === undefined ? runInTerminal(command, given) : answerForEngine(command, asEngine, given);
}

let options: LocalOptions | undefined;
try {
  options = parseOptions(args, process.env);
} catch (error) {
  process.stderr.write(`${errorText(error)}\n\n${usage}\n`);
  process.exit(2);
}
if (options === undefined) {
  process.stdout.write(`${usage}\n`);
} else {
  start(options).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(
        `Local SageMaker failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    },
  );
}
