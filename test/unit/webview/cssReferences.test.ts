import { describe, expect, it } from 'vitest';
import { cssReferences, withReferences } from '../../../webview/outputs/viewers/html/cssReferences.ts';
import { mapSrcset } from '../../../webview/outputs/viewers/html/srcset.ts';

const urls = (css: string) => cssReferences(css).map(({ url, isImport }) => (isImport ? `import ${url}` : url));

describe('what a style sheet refers to', () => {
  it.each([
    ['a { background: url(x.png) }', ['x.png']],
    [`a { background: URL( "my x(1).png" ) }`, ['my x(1).png']],
    [String.raw`a { background: url(my\20 x\(1\).png) }`, ['my x(1).png']],
    ['/* url(no.png) */ a::before { content: "url(no.png)"; background: url(x.png) }', ['x.png']],
    ['@import "a.css" screen; @import url(b.css); a { font-family: "c.css" }', ['import a.css', 'import b.css']],
    [`@import url('c.css') layer(x) supports(display: grid);`, ['import c.css']],
    ['a { background: image-set("x.png" 1x, url(y.png) type("image/png")) } b { content: "no" }', ['x.png', 'y.png']],
    ['a { background: my-url(no.png), var(--url) }', []],
    ['a { background: url(x.png', []],
    [
      'a { background: url(data:image/png;base64,AAAA==) } b { src: url(x.woff2?#iefix) }',
      ['data:image/png;base64,AAAA==', 'x.woff2?#iefix'],
    ],
  ])('%s', (css, expected) => {
    expect(urls(css)).toEqual(expected);
  });

  it('gets other addresses where there are any', () => {
    const css = '@import "a.css"; a { background: url(b.png) no-repeat, url("c.png") }';
    const changed = withReferences(css, cssReferences(css), ['blob:1', undefined, 'blob:2']);
    expect(changed).toBe('@import url("blob:1"); a { background: url(b.png) no-repeat, url("blob:2") }');
  });
});

it.each([
  ['a.png', '<a.png>'],
  ['a 1x, b.png  2x', '<a> 1x, <b.png>  2x'],
  ['a,b.png 100w, none.png 200w,c.png 300w', '<a,b.png> 100w, <c.png> 300w'],
  [' data:image/png;base64,AA== 1x , b.png 1.5x ', '<data:image/png;base64,AA==> 1x, <b.png> 1.5x'],
])('srcset %j', async (srcset, expected) => {
  const map = (url: string) => Promise.resolve(url === 'none.png' ? undefined : `<${url}>`);
  expect(await mapSrcset(srcset, map)).toBe(expected);
});
