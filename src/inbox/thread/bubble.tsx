import type { ReactNode } from 'react'
import type { Message } from '#contract/message.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { isVisible } from '#inbox/lib/presentable.ts'
import { classes } from '#inbox/ui/classes.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { DeliveryFailure, DeliveryMark } from './delivery-mark.tsx'
import { MessageParts } from './media/message-parts.tsx'
import { Reactions } from './media/reactions.tsx'
import { OwnActs } from './own-acts.tsx'
import { MessageText } from './text/message-text.tsx'
import { useLocalFile } from './use-local-file.ts'

/** Text whose first letters run from right to left. */
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** Signs that turn the words round, and perhaps what follows them. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/u

type BubbleProps = {
  message: Message
  reactions: string | undefined
  /** What it answers, or nothing. */
  quote: ReactNode
}

/** One message. What the customer wrote is shown as text and nothing else. */
export function Bubble({ message: given, reactions, quote }: BubbleProps) {
  const message = useLocalFile(given)
  const isOwn = message.direction === 'outbound'
  const text = message.text !== null && isVisible(message.text) ? message.text : null
  // The time shares the last line of the text, except where that line ends on the other side.
  const sharesLine = text !== null && !RIGHT_TO_LEFT.test(text) && !TURNING.test(text)
  return (
    <div className={classes('flex flex-col', isOwn ? 'items-end' : 'items-start')}>
      <div
        className={classes(
          'relative max-w-[min(85%,34rem)] min-w-0 rounded-bubble border px-3 py-1.5 text-thread',
          isOwn ? 'border-transparent bg-bubble' : 'border-line bg-surface',
        )}
      >
        {quote}
        <MessageParts message={message} />
        {text !== null && <MessageText text={text} end={sharesLine && <StampSpace message={message} />} />}
        <Stamp message={message} className={sharesLine ? 'absolute right-2.5 bottom-1' : 'justify-end'} />
      </div>
      {reactions !== undefined && reactions !== '' && <Reactions emojis={reactions} isOwn={isOwn} />}
      <DeliveryFailure delivery={message.delivery} />
      {isOwn && message.key !== null && <OwnActs message={message} />}
    </div>
  )
}

/** As wide as the stamp that lies over it, the author's name included. */
function StampSpace({ message: { author, direction } }: { message: Message }) {
  const { person } = useNames()
  const { myId } = useInbox()
  if (author === null || author.id === myId) {
    return (
      <span aria-hidden="true" className={classes('inline-block h-px', direction === 'outbound' ? 'w-15' : 'w-10')} />
    )
  }
  return (
    <span
      aria-hidden="true"
      data-name={person(author.name)}
      className="invisible inline-block h-px overflow-hidden pr-17 text-tiny before:inline-block before:max-w-24 before:overflow-hidden before:whitespace-nowrap before:content-[attr(data-name)]"
    />
  )
}

function Stamp({ message, className }: { message: Message; className: string }) {
  const times = useTimes()
  const { person } = useNames()
  const { myId } = useInbox()
  const { author } = message
  return (
    <span className={classes('flex items-center gap-1 text-tiny text-ink-faint', className)}>
      {author !== null && author.id !== myId && <bdi className="max-w-24 truncate">{person(author.name)}</bdi>}
      <time dateTime={message.created_at} data-tip={times.full(message.created_at)} className="numeric">
        {times.clock(message.created_at)}
      </time>
      {message.delivery !== null && <DeliveryMark delivery={message.delivery} />}
    </span>
  )
}
