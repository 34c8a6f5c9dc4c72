import { useMemo, useState } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { beginningOf, beginningOfQuote } from './beginning-of.ts'
import { formatText } from './format-text.ts'
import type { Block, Inline } from './format-text.ts'

/** Deeper than this a quotation in a quotation is text with its signs: a message must not grow a tree as deep as somebody likes. */
const MOST_QUOTED = 6

type MessageTextProps = {
  text: string
  /** Follows the last word, on its line where that is possible. */
  end: ReactNode
}

/** What somebody wrote, with WhatsApp's marks, quotations and links, as text and nothing else. */
export function MessageText({ text, end }: MessageTextProps) {
  const t = useTranslations('thread')
  const [isWhole, setWhole] = useState(false)
  const beginning = useMemo(() => beginningOf(text), [text])
  const isCut = !isWhole && beginning.length < text.length
  const shown = isCut ? beginning : text
  const blocks = useMemo(() => formatText(shown), [shown])
  return (
    // Signs that are stacked on each other end where their bubble ends.
    <div dir="auto" tabIndex={-1} className="anywhere overflow-y-clip whitespace-pre-wrap">
      {blocks.map((block, at) => (
        <BlockText key={keyOf(at)} block={block} depth={0} end={at === blocks.length - 1 && !isCut ? end : null} />
      ))}
      {isCut && <MoreButton onClick={() => setWhole(true)}>{t('showMore')}</MoreButton>}
    </div>
  )
}

/** It goes once it was pressed, and what it stood in has the focus then. */
function MoreButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  const press = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    currentTarget.parentElement?.focus()
    onClick()
  }
  return (
    <button type="button" onClick={press} className="block pb-4 font-medium text-accent hover:underline">
      {children}
    </button>
  )
}

const CODE = 'rounded-control bg-hover font-mono text-small'

function BlockText({ block, depth, end }: { block: Block; depth: number; end: ReactNode }) {
  if (block.type === 'code') {
    return (
      <>
        <pre className={`my-0.5 px-2 py-1 whitespace-pre-wrap ${CODE}`}>{block.text}</pre>
        {Boolean(end) && <div className="h-4" />}
      </>
    )
  }
  if (block.type === 'quote') {
    return (
      <>
        <Quoted text={block.text} depth={depth + 1} />
        {Boolean(end) && <div className="h-4" />}
      </>
    )
  }
  return (
    <p className={looks[block.type]}>
      <Inlines pieces={block.children} />
      {end}
    </p>
  )
}

/** What somebody quoted: of a long history only the beginning, until more is asked for. */
function Quoted({ text, depth }: { text: string; depth: number }) {
  const t = useTranslations('thread')
  const [isWhole, setWhole] = useState(false)
  const beginning = useMemo(() => beginningOfQuote(text), [text])
  const isCut = !isWhole && beginning.length < text.length
  const shown = isCut ? beginning : text
  const blocks = useMemo(() => (depth < MOST_QUOTED ? formatText(shown) : null), [shown, depth])
  return (
    <blockquote tabIndex={-1} className="my-0.5 border-l-2 border-ink-decor pl-2 text-ink-secondary">
      {blocks === null
        ? shown
        : blocks.map((block, at) => <BlockText key={keyOf(at)} block={block} depth={depth} end={null} />)}
      {isCut && <MoreButton onClick={() => setWhole(true)}>{t('showQuoted')}</MoreButton>}
    </blockquote>
  )
}

const looks = {
  text: undefined,
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

/** A text does not change once it is written, so a piece is known by its place. */
function keyOf(at: number): string {
  return `piece-${at}`
}
