/** The account of servers under test. */
export const keys = { accessKeyId: 'LOCALTESTACCESSKEY00', secretAccessKey: 'a+secret/of the=test' };
export const accountId = '000000000000';
export const region = 'us-east-1';
