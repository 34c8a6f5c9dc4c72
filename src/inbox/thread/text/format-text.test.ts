import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatText } from './format-text.ts'
import type { Block, Inline } from './format-text.ts'

const text = (words: string): Inline => ({ type: 'text', text: words })
const line = (...children: Inline[]): Block[] => [{ type: 'text', children }]

test.each<[string, Inline[]]>([
  ['*tebal*', [{ type: 'bold', children: [text('tebal')] }]],
  ['a _miring_ b', [text('a '), { type: 'italic', children: [text('miring')] }, text(' b')]],
  ['~coret~!', [{ type: 'strike', children: [text('coret')] }, text('!')]],
  ['`a*b*`', [{ type: 'code', text: 'a*b*' }]],
  ['*a _b_*', [{ type: 'bold', children: [text('a '), { type: 'italic', children: [text('b')] }] }]],
  ['*a _b* c_', [{ type: 'bold', children: [text('a _b')] }, text(' c_')]],
])('%s is shown with its marks', (given, children) => {
  expect(formatText(given)).toEqual(line(...children))
})

test.each(['2*3*4', 'snake_case_name', 'x * a *', '*', '**', 'a* b*', '*a\nb*', '`', '```', '_', '~ ~'])(
  '%j holds no marks',
  (given) => {
    expect(formatText(given)).toEqual(line(text(given)))
  },
)

test('quotes, lists and fenced code are lines of their own', () => {
  expect(formatText('> kata dia\n- satu\n* dua\n1. tiga\n```\nx = 1\ny\n```\nakhir')).toEqual([
    { type: 'quote', text: 'kata dia' },
    { type: 'bullet', children: [text('satu')] },
    { type: 'bullet', children: [text('dua')] },
    { type: 'text', children: [text('1. tiga')] },
    { type: 'code', text: 'x = 1\ny' },
    { type: 'text', children: [text('akhir')] },
  ])
})

test('what a mail quotes is one quotation, with its empty lines and what was quoted in it', () => {
  expect(formatText('Baik.\n\nAna wrote:\n> Halo,\n>\n> > tadi\n>> dulu\n>rapat\nSalam')).toEqual([
    { type: 'text', children: [text('Baik.\n\nAna wrote:')] },
    { type: 'quote', text: 'Halo,\n\n> tadi\n> dulu\nrapat' },
    { type: 'text', children: [text('Salam')] },
  ])
})

test.each(['>5 kg', '>', '>\n>', '> ', 'a > b', '>:('])('%j quotes nothing', (given) => {
  expect(formatText(given).filter(({ type }) => type === 'quote')).toEqual([])
})

test('signs of quotation and nothing behind them are read at once, however many somebody sends', () => {
  const signs = '>\n'.repeat(100_000)
  expect(formatText(signs)).toEqual(line(text(signs)))
})

test.each([
  ['lihat https://toko.example/a_b_c?x=*1*.', 'https://toko.example/a_b_c?x=*1', 'https://toko.example/a_b_c?x=*1'],
  ['(http://toko.example)', 'http://toko.example', 'http://toko.example'],
  ['tulis ke ana.w+1@toko.example ya', 'ana.w+1@toko.example', 'mailto:ana.w+1@toko.example'],
  ['telepon +62 812-3456-7890.', '+62 812-3456-7890', 'tel:+6281234567890'],
])('%s leads somewhere', (given, words, href) => {
  expect(linksIn(formatText(given))).toEqual([{ type: 'link', text: words, href }])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'https://',
  'http://[',
  'xhttps://a.example',
  '12345678',
  'a@b',
  '//evil.example',
])('%s leads nowhere', (given) => {
  expect(linksIn(formatText(given))).toEqual([])
})

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      ' ',
      '> ',
      '- ',
      '* ',
      'https://',
      'a.example',
      '@',
      '+62 8',
      '\u202e',
      'e\u0301',
    ),
    fc.string(),
  ),
  { maxLength: 40 },
)

test('nothing that was written is lost, but for marks and the space round them', () => {
  fc.assert(
    fc.property(hostile, (pieces) => {
      const given = pieces.join('')
      expect(bare(wordsOf(formatText(given)))).toBe(bare(given))
    }),
    { numRuns: 2000 },
  )
})

test('every link is one to the web, to a mailbox or to a telephone', () => {
  fc.assert(
    fc.property(hostile, (pieces) => {
      for (const { href } of linksIn(formatText(pieces.join(''))))
        expect(href).toMatch(/^(https?:\/\/|mailto:|tel:\+\d)/i)
    }),
  )
})

test('marks lie in each other no deeper than there are kinds of them', () => {
  fc.assert(
    fc.property(hostile, (pieces) => {
      expect(Math.max(0, ...formatText(pieces.join('')).map(depthOf))).toBeLessThanOrEqual(3)
    }),
  )
})

function bare(words: string): string {
  return words.replaceAll(/[*_~`>\-\s]/g, '')
}

function childrenOf(piece: Block | Inline): Inline[] {
  return 'children' in piece ? piece.children : []
}

function depthOf(piece: Block | Inline): number {
  return Math.max(0, ...childrenOf(piece).map((child) => depthOf(child) + ('children' in child ? 1 : 0)))
}

function wordsOf(pieces: readonly (Block | Inline)[]): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : wordsOf(piece.children))).join('')
}

function linksIn(pieces: readonly (Block | Inline)[]): Extract<Inline, { type: 'link' }>[] {
  return pieces.flatMap((piece) => (piece.type === 'link' ? [piece] : linksIn(childrenOf(piece))))
}
