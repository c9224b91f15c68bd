import { button, progressRing } from '../toolkit.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

/** A ring that only appears when the wait is one: see the style. */
export function loading(label: string): HTMLElement {
  return h('div', { class: 'message loading', role: 'status' }, progressRing(label), h('p', {}, label));
}

/** What stands where content would: nothing there, or an error with the button that may help. */
export function messageBox(
  name: 'error' | 'inbox' | 'file',
  what: unknown,
  action?: string,
  onAction?: () => void,
): HTMLElement {
  const text = what instanceof Error ? what.message : String(what);
  const box = h(
    'div',
    { class: `message ${name}`, role: name === 'error' ? 'alert' : 'status' },
    icon(name),
    h('p', {}, text),
  );
  if (action !== undefined && onAction) box.append(button({ label: action, onClick: onAction }));
  return box;
}

/** A line above content that says what is special about it. */
export function notice(text: string, ...actions: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'notice', role: 'note' }, h('span', {}, text), ...actions);
}
