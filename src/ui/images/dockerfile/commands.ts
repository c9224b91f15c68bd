import { commandIds } from '../../kit/ids.ts';
import type { CommandHandler } from '../../kit/contribution.ts';
import type { Services } from '../../kit/services.ts';
import type { DockerfileDocuments } from './documents.ts';

/** The commands around Dockerfiles that are written from code. What they do is loaded when it is first asked for. */
export function dockerfileCommands(services: Services, documents: DockerfileDocuments) {
  return {
    [commandIds.createDockerfile]: async (...args) => {
      const { createForScript } = await import('./create.ts');
      await createForScript(services, documents, args);
    },
    [commandIds.createDockerfileForWorkspace]: async (...args) => {
      const { createForFolder } = await import('./create.ts');
      await createForFolder(services, documents, args);
    },
    [commandIds.checkImage]: async (...args) => {
      const { checkImageCommand } = await import('./check.ts');
      await checkImageCommand(services, args);
    },
    [commandIds.useProposal]: async (...[proposed]) => {
      const { answerComparison } = await import('./compare.ts');
      answerComparison(documents, proposed, true);
    },
    [commandIds.keepMine]: async (...[proposed]) => {
      const { answerComparison } = await import('./compare.ts');
      answerComparison(documents, proposed, false);
    },
  } satisfies Record<string, CommandHandler>;
}
