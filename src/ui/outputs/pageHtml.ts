import type { OutputsPage } from '../../protocol/outputsPage.ts';

export interface PageHtmlOptions {
  readonly page: OutputsPage;
  readonly title: string;
  /** Where the webview's own files come from, as a policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Of this page alone. */
  readonly nonce: string;
}

/**
 * The webview's document. Only our own script runs; what a job wrote gets in as data. Styles are permitted that are inline or data, because
 * an HTML output, in a frame where no script runs, inherits this policy and would lose its looks.
 */
export function pageHtml({ page, title, source, script, style, nonce }: PageHtmlOptions): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `worker-src blob:`,
    `connect-src ${source}`,
    `style-src ${source} 'unsafe-inline' data: blob:`,
    `img-src blob: data:`,
    `media-src data: blob:`,
    `font-src data: blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<p id="starting" class="message" role="status">${escapeHtml(page.strings.loading)}</p>
<script id="page" type="application/json">${JSON.stringify(page).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" type="module" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
