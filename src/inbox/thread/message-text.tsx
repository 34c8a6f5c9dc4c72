import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { formatText } from './format-text.ts'
import type { Block, Inline } from './format-text.ts'

/** What is shown of a long message, such as most e-mails, until more is asked for: about a screenful. */
const MOST_CHARACTERS = 1800
const MOST_LINES = 20

type MessageTextProps = {
  text: string
  /** Follows the last word, on its line where that is possible. */
  end: ReactNode
}

/** What somebody wrote, with WhatsApp's marks and links, as text and nothing else. */
export function MessageText({ text, end }: MessageTextProps) {
  const t = useTranslations('thread')
  const [isWhole, setWhole] = useState(false)
  const beginning = useMemo(() => beginningOf(text), [text])
  const isCut = !isWhole && beginning.length < text.length
  const shown = isCut ? beginning : text
  const blocks = useMemo(() => formatText(shown), [shown])
  return (
    // Signs that are stacked on each other end where their bubble ends.
    <div dir="auto" className="anywhere overflow-y-clip whitespace-pre-wrap">
      {blocks.map((block, at) => (
        <BlockText key={keyOf(at)} block={block} end={at === blocks.length - 1 && !isCut ? end : null} />
      ))}
      {isCut && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="block pb-4 font-medium text-accent hover:underline"
        >
          {t('showMore')}
        </button>
      )}
    </div>
  )
}

const CODE = 'rounded-control bg-hover font-mono text-small'

function BlockText({ block, end }: { block: Block; end: ReactNode }) {
  if (block.type === 'code') {
    return (
      <>
        <pre className={`my-0.5 px-2 py-1 whitespace-pre-wrap ${CODE}`}>{block.text}</pre>
        {Boolean(end) && <div className="h-4" />}
      </>
    )
  }
  const Tag = block.type === 'quote' ? 'blockquote' : 'p'
  return (
    <Tag className={looks[block.type]}>
      <Inlines pieces={block.children} />
      {end}
    </Tag>
  )
}

const looks = {
  text: undefined,
  quote: 'my-0.5 border-l-2 border-ink-decor pl-2 text-ink-secondary',
  bullet: "pl-4 before:absolute before:-ml-3.5 before:content-['•']",
} as const

function Inlines({ pieces }: { pieces: readonly Inline[] }) {
  return pieces.map((piece, at) => <InlineText key={keyOf(at)} piece={piece} />)
}

const tags = { bold: 'strong', italic: 'em', strike: 's' } as const

function InlineText({ piece }: { piece: Inline }) {
  if (piece.type === 'text') return piece.text
  if (piece.type === 'code') return <code className={`px-1 ${CODE}`}>{piece.text}</code>
  if (piece.type === 'link') {
    return (
      <a
        href={piece.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline underline-offset-2"
      >
        {piece.text}
      </a>
    )
  }
  const Tag = tags[piece.type]
  return (
    <Tag>
      <Inlines pieces={piece.children} />
    </Tag>
  )
}

function beginningOf(text: string): string {
  if (text.length <= MOST_CHARACTERS && text.split('\n', MOST_LINES + 1).length <= MOST_LINES) return text
  return text.slice(0, MOST_CHARACTERS).split('\n', MOST_LINES).join('\n')
}

/** A text does not change once it is written, so a piece is known by its place. */
function keyOf(at: number): string {
  return `piece-${at}`
}
