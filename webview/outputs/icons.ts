import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import code from '@vscode/codicons/src/icons/code.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import filePdf from '@vscode/codicons/src/icons/file-pdf.svg';
import fileText from '@vscode/codicons/src/icons/file-text.svg';
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg';
import inbox from '@vscode/codicons/src/icons/inbox.svg';
import json from '@vscode/codicons/src/icons/json.svg';
import linkExternal from '@vscode/codicons/src/icons/link-external.svg';
import markdown from '@vscode/codicons/src/icons/markdown.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import save from '@vscode/codicons/src/icons/save.svg';
import saveAll from '@vscode/codicons/src/icons/save-all.svg';
import screenFull from '@vscode/codicons/src/icons/screen-full.svg';
import settings from '@vscode/codicons/src/icons/settings.svg';
import table from '@vscode/codicons/src/icons/table.svg';
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg';
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg';
import type { FileKind } from '../../src/protocol/outputs.ts';

const icons = {
  arrowDown,
  arrowUp,
  chevronLeft,
  chevronRight,
  copy,
  error,
  goToFile,
  inbox,
  linkExternal,
  refresh,
  save,
  saveAll,
  screenFull,
  settings,
  zoomIn,
  zoomOut,
  image: fileMedia,
  pdf: filePdf,
  table,
  json,
  markdown,
  html: code,
  text: fileText,
  file,
} as const satisfies Record<FileKind, string> & Record<string, string>;

/** A product icon in the colour of the text around it; decoration only, so give its place a name. */
export function icon(name: keyof typeof icons): Element {
  const svg = new DOMParser().parseFromString(icons[name], 'image/svg+xml').documentElement;
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  return document.importNode(svg, true);
}
