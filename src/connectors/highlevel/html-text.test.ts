import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlOfText, textOfHtml } from './html-text.ts'

test.each([
  ['<p>Halo</p><p>Apa kabar?</p>', 'Halo\n\nApa kabar?'],
  ['one<br/>two<BR>three', 'one\ntwo\nthree'],
  ['<div>a</div><div>b <b>c</b></div>', 'a\nb c'],
  ['<ul><li>satu</li><li>dua</li></ul>', 'satu\ndua'],
  ['a<script>alert("<b>")</script>b', 'a b'],
  ['<style>p{}</style>x<!-- y --> z', 'x z'],
  ['<img src=x onerror=alert(1)>teks', 'teks'],
  ['a &amp;lt;b&gt; &#233; &#x1F600; &nbsp;c &unknown;', 'a &lt;b> é 😀  c &unknown;'],
  ['cut <a href="http://x', 'cut'],
  ['5 < 6 and 7 > 2', '5 < 6 and 7 > 2'],
  ['&#0;&#xD800;', '\uFFFD\uFFFD'],
])('%j reads as %j', (html, text) => {
  expect(textOfHtml(html)).toBe(text)
})

test('what is written as HTML reads as it was', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ' ', '\n', '<', '>', '&', '"', ';', '#', '/', 'b', '\t', '-'),
  })
  fc.assert(
    fc.property(text, (given) => {
      expect(textOfHtml(htmlOfText(given))).toBe(given.trim())
    }),
  )
})

test('what is read holds no tag, even where tags are cut into each other', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '<b',
    '</',
    'script',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<style',
    ' ',
    'x',
    '<p>',
    '<br',
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(textOfHtml(pieces.join(''))).not.toMatch(/<script>[^<]*<\/script>/)
    }),
  )
})
