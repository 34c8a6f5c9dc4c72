import { ArrowLeft, Check, PanelRight, RotateCcw, Star, UserRoundPlus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { hasWindow, windowState } from '#contract/window.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ChannelIcon } from '#inbox/ui/channel-icon.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { useNow } from '#inbox/ui/clock.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { useWindowWords } from '#inbox/words/use-window-words.ts'

/** What the thread's buttons do; each is bound to the conversation that the thread shows. */
export type ThreadActs = {
  onToggleResolved: () => void
  onToggleStarred: () => void
  onAssign: () => void
  onToggleDetails: () => void
  onBack: () => void
}

const windowTones = { open: 'text-good-ink', closing: 'text-warning-ink', closed: 'text-ink-faint' } as const

/** Whose conversation it is, how long they can be answered, and the two acts of every day. */
export function ThreadHeader({ conversation, acts }: { conversation: Conversation; acts: ThreadActs }) {
  const t = useTranslations('thread')
  const names = useNames()
  const isResolved = conversation.status === 'resolved'
  const ResolveIcon = isResolved ? RotateCcw : Check
  const { contact, connection, channel, window_closes_at: closesAt } = conversation
  const email = presentable(contact.email)
  const phone = contact.phone_number === null ? null : names.phone(contact.phone_number)
  const reach = channel === 'email' ? (email ?? phone) : (phone ?? email)
  const hasClock = hasWindow(channel) && conversation.activity_untold !== true
  const under = [reach, names.channel(channel), names.place(connection)].filter((part) => part !== null)
  return (
    <header className="@container flex @max-md:[&_kbd]:hidden min-h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 py-2 sm:px-4">
      <IconButton label={t('back')} keys={keysFor('out')} onClick={acts.onBack} className="-ml-1.5 md:hidden">
        <ArrowLeft size={17} aria-hidden="true" />
      </IconButton>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2.5">
          <h2 dir="auto" className="truncate text-left text-title font-semibold">
            {names.contact(conversation)}
          </h2>
          {presentable(conversation.subject) !== null && (
            <bdi className="min-w-0 shrink-[9999] truncate text-ink-secondary @max-md:hidden">
              {conversation.subject}
            </bdi>
          )}
          {hasClock && (
            <WindowLeft
              closesAt={closesAt}
              className={classes('hidden @md:inline', closesAt === null ? 'shrink-[9999] truncate' : 'shrink-0')}
            />
          )}
        </div>
        <p className="numeric flex min-w-0 items-center gap-1.5 text-small text-ink-faint">
          <ChannelIcon channel={channel} size={13} />
          {hasClock && <WindowLeft closesAt={closesAt} className="min-w-0 truncate @md:hidden" />}
          <span className={classes('truncate', hasClock && '@max-md:hidden')}>{under.join(' · ')}</span>
        </p>
      </div>
      <IconButton
        label={t(conversation.starred ? 'unstar' : 'star')}
        keys={keysFor('star')}
        aria-keyshortcuts={ariaKeyshortcuts('star')}
        onClick={acts.onToggleStarred}
      >
        <Star
          size={16}
          aria-hidden="true"
          className={conversation.starred ? 'fill-current text-warning-ink' : undefined}
        />
      </IconButton>
      <Button
        onClick={acts.onAssign}
        keys={keysFor('assign')}
        aria-keyshortcuts={ariaKeyshortcuts('assign')}
        icon={<UserRoundPlus size={16} aria-hidden="true" className="@md:hidden" />}
      >
        <span className="@max-md:sr-only">{t('assign')}</span>
      </Button>
      <Button
        look={isResolved ? 'plain' : 'primary'}
        onClick={acts.onToggleResolved}
        keys={keysFor('resolve')}
        aria-keyshortcuts={ariaKeyshortcuts('resolve')}
        icon={<ResolveIcon size={16} aria-hidden="true" className="@[22rem]:hidden" />}
      >
        <span className="@max-[22rem]:sr-only">{isResolved ? t('reopen') : t('resolve')}</span>
      </Button>
      <IconButton
        label={t('details')}
        keys={keysFor('toggle-details')}
        aria-keyshortcuts={ariaKeyshortcuts('toggle-details')}
        onClick={acts.onToggleDetails}
        className="-mr-1.5"
      >
        <PanelRight size={16} aria-hidden="true" />
      </IconButton>
    </header>
  )
}

function WindowLeft({ closesAt, className }: { closesAt: string | null; className: string }) {
  const words = useWindowWords()
  const now = useNow()
  const tone = windowTones[windowState(closesAt === null ? null : Date.parse(closesAt), now)]
  return (
    <span className={classes('numeric text-small font-medium whitespace-nowrap', tone, className)}>
      {words(closesAt, now)}
    </span>
  )
}
