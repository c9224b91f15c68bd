export interface AwsRegion {
  readonly name: string;
  /** AWS's own name of the place. */
  readonly title: string;
}

/** Regions that a picker offers. Not a limit: a region that AWS opens later can be typed. */
export const awsRegions: readonly AwsRegion[] = [
  { name: 'us-east-1', title: 'US East (N. Virginia)' },
  { name: 'us-east-2', title: 'US East (Ohio)' },
  { name: 'us-west-1', title: 'US West (N. California)' },
  { name: 'us-west-2', title: 'US West (Oregon)' },
  { name: 'af-south-1', title: 'Africa (Cape Town)' },
  { name: 'ap-east-1', title: 'Asia Pacific (Hong Kong)' },
  { name: 'ap-northeast-1', title: 'Asia Pacific (Tokyo)' },
  { name: 'ap-northeast-2', title: 'Asia Pacific (Seoul)' },
  { name: 'ap-northeast-3', title: 'Asia Pacific (Osaka)' },
  { name: 'ap-south-1', title: 'Asia Pacific (Mumbai)' },
  { name: 'ap-south-2', title: 'Asia Pacific (Hyderabad)' },
  { name: 'ap-southeast-1', title: 'Asia Pacific (Singapore)' },
  { name: 'ap-southeast-2', title: 'Asia Pacific (Sydney)' },
  { name: 'ap-southeast-3', title: 'Asia Pacific (Jakarta)' },
  { name: 'ap-southeast-4', title: 'Asia Pacific (Melbourne)' },
  { name: 'ap-southeast-5', title: 'Asia Pacific (Malaysia)' },
  { name: 'ap-southeast-7', title: 'Asia Pacific (Thailand)' },
  { name: 'ca-central-1', title: 'Canada (Central)' },
  { name: 'ca-west-1', title: 'Canada West (Calgary)' },
  { name: 'eu-central-1', title: 'Europe (Frankfurt)' },
  { name: 'eu-central-2', title: 'Europe (Zurich)' },
  { name: 'eu-north-1', title: 'Europe (Stockholm)' },
  { name: 'eu-south-1', title: 'Europe (Milan)' },
  { name: 'eu-south-2', title: 'Europe (Spain)' },
  { name: 'eu-west-1', title: 'Europe (Ireland)' },
  { name: 'eu-west-2', title: 'Europe (London)' },
  { name: 'eu-west-3', title: 'Europe (Paris)' },
  { name: 'il-central-1', title: 'Israel (Tel Aviv)' },
  { name: 'me-central-1', title: 'Middle East (UAE)' },
  { name: 'me-south-1', title: 'Middle East (Bahrain)' },
  { name: 'mx-central-1', title: 'Mexico (Central)' },
  { name: 'sa-east-1', title: 'South America (São Paulo)' },
  { name: 'cn-north-1', title: 'China (Beijing)' },
  { name: 'cn-northwest-1', title: 'China (Ningxia)' },
  { name: 'us-gov-east-1', title: 'AWS GovCloud (US-East)' },
  { name: 'us-gov-west-1', title: 'AWS GovCloud (US-West)' },
];
