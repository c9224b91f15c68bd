import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';

/** What is wrong with a value, in words: `instanceCount must be a number`. Zod's own texts are not localised by VS Code's means. */
export function issueTexts(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path];
  const place = path.map(String).join('.');
  const about = (text: string): string[] => [place === '' ? text : `${place} ${text}`];
  switch (issue.code) {
    case 'invalid_union': {
      const object =
        issue.errors.at(-1)?.filter((inner) => inner.code !== 'invalid_type' || inner.path.length > 0) ?? [];
      return object.length > 0
        ? object.flatMap((inner) => issueTexts(inner, path))
        : about(l10n.t('has the wrong type'));
    }
    case 'invalid_type':
      return about(
        path.length > 0
          ? l10n.t('is missing or not of type {0}', issue.expected)
          : l10n.t('must be of type {0}', issue.expected),
      );
    case 'unrecognized_keys':
      return issue.keys.map((key) => l10n.t('{0} is not an option of a run', [...path, key].map(String).join('.')));
    case 'too_small':
      return about(l10n.t('must not be empty'));
    case 'too_big':
      return about(l10n.t('must have at most {0} entries', String(issue.maximum)));
    case 'invalid_key':
      return issue.issues.flatMap((inner) => issueTexts(inner, path));
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_value':
    case 'not_multiple_of':
    default:
      return about(issue.message);
  }
}
