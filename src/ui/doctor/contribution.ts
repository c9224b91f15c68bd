import { onDemand, type Contribution } from '../kit/contribution.ts';
import { commandIds, type DoctorCommand } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import type { DoctorReport } from './report.ts';

export function contributeDoctor(services: Services, report: DoctorReport): Contribution<DoctorCommand> {
  return {
    commands: {
      [commandIds.runDoctor]: onDemand(
        () => import('./runDoctor.ts'),
        ({ runDoctorCommand }) => runDoctorCommand(services, report),
      ),
    },
    views: {},
    parts: [],
  };
}
