import { expect, screen } from '../fixtures.ts';
import { file, svg, test } from './panelFixtures.ts';

const rect = (colour: string) => svg(`<rect width="400" height="300" fill="${colour}"/>`);

test('HTML is shown with the pictures and styles beside it, however it refers to them', async ({
  page,
  write,
  open,
}) => {
  await write('reports/the fit_files/look & feel.css', '@import "sub/more.css?v=2"; h1 { color: rgb(0, 128, 128) }');
  await write(
    'reports/the fit_files/sub/more.css',
    `@import url(../look%20%26%20feel.css); /* url(no.png) */
     h2 { background: no-repeat url( '../../../shared/100%.svg#a' ); content: "url(not.png)" }
     h3 { background-image: image-set("../plot\\ 1.svg" 1x) }
     @font-face { font-family: Own; src: url("own.woff2") format("woff2") }`,
  );
  await write('reports/the fit_files/sub/own.woff2', 'no font');
  await write('reports/the fit_files/plot 1.svg', rect('teal'));
  await write('reports/the fit_files/größe.svg', rect('navy'));
  await write('shared/100%.svg', rect('tomato'));
  await write('table.csv', 'a,b\n1,2\n');
  await write(
    'reports/the fit.html',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><base target="_blank">
     <meta http-equiv="refresh" content="0;url=https://example.com/">
     <link rel="preconnect" href="https://example.com"><link rel="stylesheet" href="the%20fit_files/look%20&amp;%20feel.css?v=1">
     <style>h4 { background: url(the%20fit_files/plot%201.svg) }</style></head>
     <body><h1>Fit</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5 style="background: url('the fit_files/plot 1.svg')">5</h5>
     <img id="a" src="the fit_files/plot 1.svg"><img id="b" src=".\\the fit_files\\gr%C3%B6%C3%9Fe.svg">
     <img id="c" srcset="the%20fit_files/plot%201.svg 1x, ../shared/100%25.svg 2x">
     <picture><source srcset="../shared/100%.svg"><img id="d" src="none.png"></picture>
     <object id="e" data="the%20fit_files/plot%201.svg" type="image/svg+xml"></object>
     <svg width="40" height="30"><image id="f" xlink:href="the%20fit_files/plot%201.svg" width="40" height="30"/></svg>
     <iframe id="g" srcdoc="&lt;img src='the%20fit_files/plot%201.svg'&gt;"></iframe>
     <img src="https://example.com/remote.png">
     <p><a href="../table.csv">the table</a> <a href="#end">down</a></p>
     <p style="margin-top: 3000px" id="end">The end</p></body></html>`,
  );
  const { actions, refused } = await open();
  await file(page, 'reports/the fit.html').click();
  const frame = page.frameLocator('.html iframe');
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    await expect(frame.locator(`img#${id}`), id).toHaveJSProperty('naturalWidth', 400);
  await expect(frame.locator('#f')).toHaveAttribute('xlink:href', /^blob:/);
  await expect(frame.frameLocator('#g').locator('img')).toHaveJSProperty('naturalWidth', 400);
  await expect(frame.locator('h1')).toHaveCSS('color', 'rgb(0, 128, 128)');
  for (const heading of ['h2', 'h3', 'h4', 'h5'])
    await expect(frame.locator(heading), heading).toHaveCSS('background-image', /blob:/);
  await expect(page.locator('.notice')).toContainText('https://example.com/remote.png');
  await expect(page.locator('.notice')).toContainText('none.png');
  await page.screenshot({ path: screen('html-with-folder') });

  await frame.getByRole('link', { name: 'down' }).click();
  await expect(frame.locator('#end')).toBeInViewport();
  await frame.getByRole('link', { name: 'the table' }).click();
  await expect(page.locator('.head-cell')).toHaveText(['a', 'b']);
  await expect(file(page, 'table.csv')).toHaveAttribute('aria-selected', 'true');

  await file(page, 'reports/the fit.html').click();
  await page.locator('.bar vscode-button[aria-label="Open in Browser"]').click();
  await expect.poll(() => actions).toEqual(['openExternally reports/the fit.html']);
  // What it lacks is left out; nothing of it asked the network and was refused.
  expect(refused).toEqual([]);
});
