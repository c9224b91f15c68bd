import type { Origin } from '../needs.ts';

/** What a text that asks for a package names: `pkg`, `pkg@1.0`, `pkg (>= 1.0)`, `bioc::pkg`, `owner/repository@ref`. */
export function packageReference(text: string): { readonly name: string; readonly origin?: Origin } {
  const trimmed = text.trim().replace(/^(?:cran|github)::/u, '');
  if (trimmed.startsWith('bioc::')) return { name: trimmed.slice(6), origin: { kind: 'bioconductor' } };
  if (/^[\w.-]+\/[\w.@/-]+$/u.test(trimmed)) {
    const name = trimmed.replace(/@.*$/u, '').replace(/^.*\//u, '');
    return { name, origin: { kind: 'github', reference: trimmed } };
  }
  return { name: trimmed.replace(/\s*\(.*$|@.*$/u, '') };
}
