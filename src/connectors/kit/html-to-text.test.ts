import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlToText } from './html-to-text.ts'
import { textToHtml } from './text-to-html.ts'

test.each([
  ['a script', 'Hi<script>alert("x")</script> Ana', 'Hi Ana'],
  ['a script with a space in its end tag', 'a<script>x</script >b', 'ab'],
  ['a script that only looks closed', 'a<script>"</scripty>" secret</script>b', 'ab'],
  ['a script within a comment within a script', '<script><!--<script></script>secret--></script>ok', 'ok'],
  ['a script that never ends', 'before<script>secret', 'before'],
  ['a script in capitals', 'a<SCRIPT>secret</sCrIpT>b', 'ab'],
  ['a tag that is cut off', 'before<img src="x', 'before'],
  ['styles', '<style><!-- p {color:red} --></style><p>ok</p>', 'ok'],
  ['a style that quotes a tag', '<style>a:after{content:"</p>"}</style>ok', 'ok'],
  ['comments', 'a<!-- <b>secret</b> -->b<!---->c<!-->d--><!--[if mso]>secret<![endif]-->', 'abcd-->'],
  ['declarations', '<!DOCTYPE html><?xml version="1.0"?>ok</ >', 'ok'],
  ['a greater-than sign in an attribute', '<img alt="a>b" src=x onerror="alert(1)>">ok', 'ok'],
  ['an attribute without quotes', '<div onclick=steal()>ok</div>', 'ok'],
  ['frames, fields and templates', '<iframe>x</iframe><textarea>x</textarea><template><b>x</b></template>ok', 'ok'],
  ['the document’s title', '<html><head><title>secret</title></head><body>ok</body></html>', 'ok'],
  ['pictures that count who looks', 'ok<img src="https://t.example/x.gif" width=1 height=1 alt="">', 'ok'],
])('%s leaves nothing behind', (_, html, text) => {
  expect(htmlToText(html)).toBe(text)
})

test.each([
  ['paragraphs', '<p>One</p>\n<p>Two</p>', 'One\n\nTwo'],
  ['lines', 'One<br>Two<br/>Three', 'One\nTwo\nThree'],
  ['divisions, as a mail program writes lines', '<div>One</div><div><br></div><div>Two</div>', 'One\n\nTwo'],
  ['white space', '  One\n   two\t<b>three</b> , <i> four </i> ', 'One two three , four'],
  [
    'lists',
    '<p>Hi</p><ul><li>One</li><li>Two<ol><li>A</li><li>B</li></ol></li></ul>',
    'Hi\n\n• One\n• Two\n  1. A\n  2. B',
  ],
  [
    'quotations',
    '<div>Yes</div><blockquote><p>Shall we?</p><blockquote>When?</blockquote></blockquote>',
    'Yes\n\n> Shall we?\n>\n> > When?',
  ],
  ['tables', '<table><tr><td>Shirt</td><td>2</td></tr><tr><td>Bag</td><td>1</td></tr></table>', 'Shirt 2\nBag 1'],
  ['preformatted text', '<pre>a\n  b &lt; c</pre>', 'a\n  b < c'],
  ['paragraphs with nothing but a space', '<p>One</p><p>&nbsp;</p><p> </p><p>Two</p>', 'One\n\nTwo'],
  ['rules', 'a<hr>b', 'a\n\n———\n\nb'],
  ['text that is no tag', '1 < 2 && 3 > 2 <3', '1 < 2 && 3 > 2 <3'],
])('%s keep their shape', (_, html, text) => {
  expect(htmlToText(html)).toBe(text)
})

test.each([
  ['<a href="https://a.example/x?b=1&amp;c=2">See it</a>!', 'See it (https://a.example/x?b=1&c=2)!'],
  ['<a href="https://a.example/">a.example</a>', 'a.example'],
  ['<a href="mailto:ana@mail.example">ana@mail.example</a>', 'ana@mail.example'],
  ['<a href="https://evil.example">https://bank.example</a>', 'https://bank.example (https://evil.example)'],
  ['<a href="https://a.example"><img src=x></a>', '(https://a.example)'],
  ['<a href=" java\nscript:alert(1)">Click</a>', 'Click'],
  ['<a href="data:text/html,x">Click</a> <a>here</a>', 'Click here'],
  ['<a href="https://a.example">never closed', 'never closed (https://a.example)'],
])('the link %s reads %s', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})

test('character references are read, also those of old programs; unknown ones stay as they were written', () => {
  expect(
    htmlToText(
      '&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &#150; &euro;&nbsp;5 &constructor; &nope; &#0;&#xD800; a&ampb &lt',
    ),
  ).toBe('<b> &amp; éé\u00E9 – € 5 &constructor; &nope; \uFFFD\uFFFD a&ampb <')
})

test('whatever is given, it comes back as text, soon', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</',
    '<!--',
    '-->',
    '<script',
    '</script>',
    '<p>',
    '"',
    "'",
    '=',
    ' ',
    'x',
    '&',
    '&#',
    ';',
    '<a href=',
    '/',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
      const text = htmlToText(parts.join(''))
      expect(text.isWellFormed()).toBe(true)
    }),
  )
  const began = performance.now()
  const all = ['<', '<!--', '<script', '<a href="', '</', '<p ', '&', ' ', '<br>', '<ul>', '<li>', '<blockquote>']
  for (const piece of all) {
    htmlToText(piece.repeat(20_000))
    htmlToText(`a${piece.repeat(20_000)}b`)
  }
  expect(performance.now() - began).toBeLessThan(5000)
})

test('what is inside a script, a style or a comment never shows, whatever stands around it', () => {
  const wrap = fc.constantFrom(
    (secret: string) => `<script>${secret}</script>`,
    (secret: string) => `<style type="text/css">${secret}</style>`,
    (secret: string) => `<!-- ${secret} -->`,
    (secret: string) => `<b title="${secret}">`,
  )
  fc.assert(
    fc.property(wrap, fc.stringMatching(/^[a-z <>/='.(){};]{0,30}$/), fc.lorem(), (hide, noise, words) => {
      const text = htmlToText(`<p>${words}</p>${hide(`${noise.replaceAll('"', '')}SECRET`)}<p>end</p>`)
      expect(text).not.toContain('SECRET')
      expect(text.startsWith(words)).toBe(true)
    }),
  )
})

test('what an agent writes is read back word for word', () => {
  const line = fc.stringMatching(/^[\t -~\u00A0-\u024F😀🙏]*$/u)
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.constantFrom('', ' ', '\u00A0')), { maxLength: 10 }), (lines) => {
      const text = lines.join('\n').trim()
      expect(htmlToText(textToHtml(text))).toBe(text)
    }),
  )
  expect(textToHtml('Hi <Ana>\nline\n\nBye')).toBe('<p>Hi &lt;Ana&gt;<br>line</p><p>Bye</p>')
})
