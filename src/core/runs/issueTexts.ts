import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';

/** What is wrong with a value, in words: `instanceCount must be a number`. Zod's own texts are not localised by VS Code's means. */
export function issueTexts(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path];
  const place = placeOf(path);
  const about = (text: string): string[] => [place === '' ? text : `${place} ${text}`];
  switch (issue.code) {
    case 'invalid_union': {
      // The kind of value that was meant is the one that fits so far.
      const meant = issue.errors
        .map((inners) => inners.filter((inner) => inner.code !== 'invalid_type' || inner.path.length > 0))
        .find((inners) => inners.length > 0);
      return meant ? meant.flatMap((inner) => issueTexts(inner, path)) : about(l10n.t('has the wrong type'));
    }
    case 'invalid_type':
      return about(
        path.length > 0
          ? l10n.t('is missing or not of type {0}', issue.expected)
          : l10n.t('must be of type {0}', issue.expected),
      );
    case 'unrecognized_keys':
      return issue.keys.map((key) => l10n.t('{0} is not an option', placeOf([...path, key])));
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

/** A place in a task as a person would say it, counted from 1. */
function placeOf([member, entry, ...rest]: readonly PropertyKey[]): string {
  if (member === undefined) return '';
  if (entry === undefined) return String(member);
  const which = typeof entry === 'number' ? String(entry + 1) : String(entry);
  return [entryOf(String(member), which), ...rest.map(String)].join(': ');
}

function entryOf(member: string, which: string): string {
  switch (member) {
    case 'arguments':
      return l10n.t('argument {0}', which);
    case 'inputs':
      return l10n.t('input {0}', which);
    case 'outputs':
      return l10n.t('output {0}', which);
    case 'environment':
      return l10n.t('environment variable {0}', which);
    case 'tags':
      return l10n.t('tag {0}', which);
    default:
      return `${member}.${which}`;
  }
}
