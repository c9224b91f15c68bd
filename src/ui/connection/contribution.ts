import { onDemand, type Contribution } from '../kit/contribution.ts';
import { commandIds, type ConnectionCommand } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';

export function contributeConnection(services: Services): Contribution<ConnectionCommand> {
  return {
    commands: {
      [commandIds.selectConnection]: onDemand(
        () => import('./selectConnection.ts'),
        ({ selectConnection }) => selectConnection(services),
      ),
      [commandIds.openLocalTerminal]: onDemand(
        () => import('./openLocalTerminal.ts'),
        ({ openLocalTerminal }) => {
          openLocalTerminal(services);
        },
      ),
    },
    views: {},
    parts: [],
  };
}
