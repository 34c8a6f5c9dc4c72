import { memo } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { classes } from '#inbox/ui/classes.ts'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import { Bubble } from './bubble.tsx'
import { Quote } from './media/quote.tsx'
import { VendorEvent, VendorNote } from './vendor-line.tsx'

type MessageRowProps = {
  id: string
  message: Message
  startsRun: boolean
  place: number
  /** How many messages there are in all; -1 while older ones are not loaded. */
  size: number
  contactName: string
  /** Whose notes and events they are that stand among the messages. */
  vendor: string
  /** Emojis that stand on it. */
  reactions: string | undefined
  /** The message that it answers, when that is loaded. */
  quoted: Message | undefined
  onJump: (message: Message) => void
  rowRef: Ref<HTMLDivElement>
}

/** One message in its place, and whose it is where a run of one side begins. Drawn again only when something of it changes. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { id, message, startsRun, place, size, contactName, vendor, reactions, quoted, onJump, rowRef } = props
  const t = useTranslations('thread')
  return (
    <div
      ref={rowRef}
      data-key={id}
      role="article"
      aria-posinset={place}
      aria-setsize={size}
      className={classes('flow-root', startsRun ? 'pt-3' : 'pt-0.75')}
    >
      {message.type === 'event' ? (
        <VendorEvent message={message} vendor={vendor} />
      ) : message.type === 'note' ? (
        <VendorNote message={message} vendor={vendor} />
      ) : (
        <>
          {startsRun && (
            <VisuallyHidden>
              {message.direction === 'inbound' ? t('from', { name: contactName }) : t('fromUs')}
            </VisuallyHidden>
          )}
          <Bubble
            message={message}
            reactions={reactions}
            quote={
              message.reply_to !== undefined && <Quote quoted={quoted} contactName={contactName} onJump={onJump} />
            }
          />
        </>
      )}
    </div>
  )
})
