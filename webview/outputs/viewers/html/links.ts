import type { OutputFile } from '../../../../src/protocol/outputs.ts';

export interface LinksOptions {
  /** The output that a reference leads to. */
  readonly find: (reference: string) => OutputFile | undefined;
  readonly onFile: (file: OutputFile) => void;
}

/**
 * Lets the links of a document lead where they can: to a place in it, to another output, or through the editor to a browser. The document
 * has no rights of its own to go anywhere.
 */
export function followLinks(document: Document, { find, onFile }: LinksOptions): void {
  const follow = (event: MouseEvent): void => {
    const link = linkOf(event.target);
    const reference = link?.getAttribute('href') ?? link?.getAttribute('xlink:href');
    if (!link || reference === null || reference === undefined) return;
    event.preventDefault();
    const trimmed = reference.trim();
    if (trimmed.startsWith('#')) placeIn(document, trimmed.slice(1))?.scrollIntoView();
    else if (/^(?:https?|mailto):/iu.test(trimmed)) openOutside(trimmed);
    else {
      const file = find(trimmed);
      if (file) onFile(file);
    }
  };
  document.addEventListener('click', follow);
  document.addEventListener('auxclick', follow);
}

/** An element of another page is no instance of this page's classes. */
function linkOf(target: EventTarget | null): Element | null {
  const element = target && 'closest' in target ? target : null;
  return typeof element?.closest === 'function' ? (element as Element).closest('a, area') : null;
}

function placeIn(document: Document, fragment: string): Element | null {
  const names = [fragment];
  try {
    names.push(decodeURIComponent(fragment));
  } catch {
    // It is taken as it is written.
  }
  if (fragment === '' || fragment === 'top') return document.documentElement;
  return (
    names.map((name) => document.getElementById(name) ?? document.getElementsByName(name).item(0)).find(Boolean) ?? null
  );
}

/** The editor takes a click on a link of the page itself, asks where it is not trusted, and opens the browser. */
function openOutside(url: string): void {
  const link = window.document.createElement('a');
  link.href = url;
  window.document.body.append(link);
  link.click();
  link.remove();
}
