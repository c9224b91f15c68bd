/** The images that were found to hold what scripts need, or were let pass, since the window opened. */
export class CheckedImages {
  readonly #passed = new Set<string>();

  /** `packages`: all that was looked for. */
  has(image: string, packages: readonly string[]): boolean {
    return this.#passed.has(key(image, packages));
  }

  add(image: string, packages: readonly string[]): void {
    this.#passed.add(key(image, packages));
  }
}

function key(image: string, packages: readonly string[]): string {
  return JSON.stringify([image, [...packages].sort()]);
}
