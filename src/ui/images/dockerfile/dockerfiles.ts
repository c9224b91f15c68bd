/** All that is loaded when Dockerfiles are first written from code, or images checked for it. */
export { checkBeforeRun } from './beforeRun.ts';
export { checkImageCommand } from './check.ts';
export { answerComparison } from './compare.ts';
export { createForFolder, createForScript } from './create.ts';
export { tellMissingPackage } from './tellMissingPackage.ts';
