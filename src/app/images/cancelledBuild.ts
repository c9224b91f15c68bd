import * as l10n from '@vscode/l10n';
import type { BuildStep } from './buildAndPushImage.ts';

/** What a build has made so far that stays when it is cancelled. */
export class CancelledBuild {
  readonly #names: string[] = [];
  #onItsWay: string | undefined;
  #repository: string | undefined;

  after(step: BuildStep): void {
    if (step.kind === 'repository' && step.isNew) this.#repository = step.name;
    if (step.kind === 'pushing') this.#onItsWay = step.reference;
    if (step.kind === 'pushed') this.#names.push(step.reference);
  }

  /** What is told of a build that was cancelled now. */
  text(): string {
    const made =
      this.#repository === undefined
        ? []
        : [l10n.t('The repository {0}, which was created for it, stays.', this.#repository)];
    return [this.#image(), ...made].join(' ');
  }

  #image(): string {
    if (this.#names.length > 0)
      return l10n.t('Cancelled. The image was built, and is there as {0}.', this.#names.join(', '));
    if (this.#onItsWay !== undefined)
      return l10n.t(
        'Cancelled. The image was built, and this machine has it as {0}; the registry does not.',
        this.#onItsWay,
      );
    return l10n.t('Cancelled: no image was made or changed.');
  }
}
