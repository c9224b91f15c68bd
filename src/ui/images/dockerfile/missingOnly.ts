/**
 * Second argument of the command that creates a Dockerfile, for buttons that say what is missing: one that is there gets just that, with no
 * question whether it is rather to be replaced.
 */
export const missingOnly = 'missingOnly';
