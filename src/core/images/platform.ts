/** Families of SageMaker's instance types with AWS's own processors (Graviton): a `g` after the generation, as in `ml.m7g`, `ml.c6gn`. */
const armFamily = /^ml\.(?:[a-z]+\d+g[a-z]*|t4g|a1)\./u;

/** Whether an instance type runs images for arm64. */
export function isArmInstance(instanceType: string): boolean {
  return armFamily.test(instanceType);
}

export interface TargetPlatformOptions {
  /** What the user chose. */
  readonly asked?: string;
  /** Instance type that jobs run on by default. */
  readonly instanceType: string;
  /** What the engine runs natively. */
  readonly native: string;
  /** False when the image stays in this machine's engine. */
  readonly isPushed: boolean;
}

/**
 * What an image is built for: SageMaker's instances where it goes there, this machine where it stays. A laptop with an arm processor would
 * otherwise build what SageMaker cannot run.
 */
export function targetPlatform({ asked, instanceType, native, isPushed }: TargetPlatformOptions): string {
  if (asked !== undefined) return asked;
  if (!isPushed) return native;
  return isArmInstance(instanceType) ? 'linux/arm64' : 'linux/amd64';
}
