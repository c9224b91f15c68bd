import { JsonNumber, JsonObject, type JsonValue } from '../../../src/core/outputs/json.ts';
import type { Context } from '../context.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';

/** Children that are made at once; a click makes more. */
const batch = 200;
/** Characters of a text that are shown. */
const longestText = 2000;
/** Deepest level that is open from the start. */
const openDepth = 2;

type Entry = readonly [key: string, value: JsonValue];

function entriesOf(value: JsonValue): readonly Entry[] | undefined {
  if (value instanceof JsonObject) return value.entries;
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return undefined;
  return value.map((item, at) => [String(at), item] as const);
}

function describe(value: JsonValue): HTMLElement {
  const kind = value === null ? 'null' : value instanceof JsonNumber ? 'number' : typeof value;
  const text = value instanceof JsonNumber ? value.text : JSON.stringify(value);
  return h('span', { class: `json-${kind}` }, text.length > longestText ? `${text.slice(0, longestText)}…` : text);
}

function summary(value: JsonValue, count: number): HTMLElement {
  return h('span', { class: 'json-summary' }, Array.isArray(value) ? `[${count}]` : `{${count}}`);
}

/** A value as a tree that is made as it is opened. Arrow keys move, open and close. */
export function jsonTree(context: Context, root: JsonValue, label: string): HTMLElement {
  const tree = h('div', { class: 'json', role: 'tree', 'aria-label': label });
  tree.append(node(context, undefined, root, 1));
  const first = tree.querySelector<HTMLElement>('[role=treeitem]');
  if (first) first.tabIndex = 0;
  tree.addEventListener('keydown', (event) => {
    onKey(tree, event);
  });
  return tree;
}

function node(context: Context, key: string | undefined, value: JsonValue, level: number): HTMLElement {
  const entries = entriesOf(value);
  const twisty = h('span', { class: 'twisty' });
  const line = h('div', { class: 'json-line' }, twisty);
  if (key !== undefined) line.append(h('span', { class: 'json-key' }, key), ': ');
  line.append(entries ? summary(value, entries.length) : describe(value));
  const item = h('div', { role: 'treeitem', 'aria-level': level, tabindex: -1 }, line);
  if (!entries || entries.length === 0) return item;

  twisty.append(icon('chevronRight'));
  const children = h('div', { role: 'group', hidden: true });
  item.append(children);
  const setOpen = (open: boolean) => {
    item.setAttribute('aria-expanded', String(open));
    children.hidden = !open;
    if (open && children.childElementCount === 0) addChildren(context, children, entries, level + 1);
  };
  item.addEventListener('toggle-node', () => {
    setOpen(item.getAttribute('aria-expanded') !== 'true');
  });
  line.addEventListener('click', () => {
    setOpen(item.getAttribute('aria-expanded') !== 'true');
    item.focus();
  });
  setOpen(level <= openDepth);
  return item;
}

function addChildren(context: Context, parent: HTMLElement, entries: readonly Entry[], level: number, from = 0): void {
  const { t, formatNumber } = context;
  const to = Math.min(entries.length, from + batch);
  parent.append(...entries.slice(from, to).map(([key, value]) => node(context, key, value, level)));
  if (to >= entries.length) return;
  const label = t('moreItems', formatNumber(entries.length - to));
  const more = h(
    'div',
    { role: 'treeitem', 'aria-level': level, tabindex: -1 },
    h('div', { class: 'json-line json-more' }, label),
  );
  const onMore = () => {
    const before = more.previousElementSibling;
    more.remove();
    addChildren(context, parent, entries, level, to);
    const next = before?.nextElementSibling;
    if (next instanceof HTMLElement) next.focus();
  };
  more.addEventListener('click', onMore);
  more.addEventListener('toggle-node', onMore);
  parent.append(more);
}

function onKey(tree: HTMLElement, event: KeyboardEvent): void {
  const items = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].filter((item) => item.offsetParent !== null);
  const at = items.findIndex((item) => item === document.activeElement);
  const item = items[at];
  if (!item) return;
  const expanded = item.getAttribute('aria-expanded');
  const toggles =
    event.key === 'Enter' ||
    event.key === ' ' ||
    (event.key === 'ArrowRight' && expanded === 'false') ||
    (event.key === 'ArrowLeft' && expanded === 'true');
  const parent = item.parentElement?.closest<HTMLElement>('[role=treeitem]');
  const targets: Readonly<Record<string, HTMLElement | null | undefined>> = {
    ArrowDown: items[at + 1],
    ArrowUp: items[at - 1],
    ArrowRight: expanded === 'true' ? items[at + 1] : undefined,
    ArrowLeft: parent,
    Home: items[0],
    End: items.at(-1),
  };
  if (!toggles && !(event.key in targets)) return;
  event.preventDefault();
  if (toggles) item.dispatchEvent(new CustomEvent('toggle-node'));
  else targets[event.key]?.focus();
}
