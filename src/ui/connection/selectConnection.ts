import * as vscode from 'vscode';
import { ensureBucket, listProfiles } from '../../app/connections.ts';
import { AppError } from '../../core/errors.ts';
import type { AwsConnection } from '../../core/connection.ts';
import { pickRegion } from './pickRegion.ts';
import { pickRole } from './pickRole.ts';
import { pickBucket } from './pickBucket.ts';
import { settingIds } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';

/** Local, or an AWS profile, region, role and bucket. Saved in the settings; nothing secret is. */
export async function selectConnection(services: Services): Promise<void> {
  const { settings } = services;
  const current = settings.connection();
  const local = vscode.l10n.t('Local');
  const items = [
    { label: `$(vm) ${local}`, detail: vscode.l10n.t('Jobs run on this machine. No account, no cost.'), aws: false },
    {
      label: '$(cloud) AWS',
      detail: vscode.l10n.t('Jobs run in your AWS account, on the instances you choose.'),
      aws: true,
    },
  ].map((item) => ({ ...item, description: (current.kind === 'aws') === item.aws ? vscode.l10n.t('current') : '' }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where do SageMaker jobs run?'),
    placeHolder: vscode.l10n.t('Connection'),
  });
  if (!picked) return;
  if (!picked.aws) {
    await settings.save(settingIds.connection, 'local');
    return;
  }
  const connection = await askAws(services, current.kind === 'aws' ? current : undefined);
  if (!connection) return;
  await settings.save(settingIds.awsProfile, connection.profile);
  await settings.save(settingIds.awsRegion, connection.region);
  await settings.save(settingIds.awsRoleArn, connection.roleArn ?? '');
  await settings.save(settingIds.awsBucket, connection.bucket ?? '');
  await settings.save(settingIds.connection, 'aws');
}

async function askAws(services: Services, current: AwsConnection | undefined): Promise<AwsConnection | undefined> {
  const profiles = await listProfiles(services.profiles);
  if (profiles.length === 0) {
    throw new AppError(
      'CredentialsMissing',
      vscode.l10n.t(
        'No AWS profile was found on this machine. Make one in a terminal (aws configure, or aws configure sso), then choose again.',
      ),
      { action: 'retry' },
    );
  }
  const profile = await vscode.window.showQuickPick(
    profiles.map(({ name, region }) => ({ label: name, description: region ?? '', region })),
    {
      title: vscode.l10n.t('AWS profile ({0} of {1})', 1, 4),
      placeHolder: vscode.l10n.t('A profile of your AWS configuration: it says who you are'),
    },
  );
  if (!profile) return undefined;
  const region = await pickRegion([profile.region, current?.region]);
  if (region === undefined) return undefined;
  const signedIn: AwsConnection = { kind: 'aws', profile: profile.label, region };
  const backend = await services.backends.get(signedIn);
  const roleArn = await pickRole(backend, current?.roleArn);
  if (roleArn === undefined) return undefined;
  const bucket = await pickBucket(backend, current?.bucket);
  if (bucket === undefined) return undefined;
  const connection: AwsConnection = { ...signedIn, roleArn, ...(bucket === '' ? {} : { bucket }) };
  await ensureBucket({ backend: await services.backends.get(connection), confirm: confirmBucket });
  return connection;
}

async function confirmBucket(bucket: string, region: string): Promise<boolean> {
  const make = vscode.l10n.t('Create Bucket');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Create the bucket {0} in {1}?', bucket, region),
    { modal: true, detail: vscode.l10n.t('Code and outputs of your jobs go there. It is not there yet.') },
    make,
  );
  if (chosen !== make) throw new vscode.CancellationError();
  return true;
}
