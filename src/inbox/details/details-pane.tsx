import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { keysFor } from '#inbox/commands/keymap.ts'
import { useLoadedConversation } from '#inbox/data/use-loaded-conversation.ts'
import { hueOf } from '#inbox/lib/text.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { ChannelIcon } from '#inbox/ui/channel-icon.tsx'
import { useNow } from '#inbox/ui/clock.tsx'
import { CopyButton } from '#inbox/ui/copy-button.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Skeleton } from '#inbox/ui/skeleton.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { ringOf } from '#inbox/words/window-ring.ts'
import { ContactGroup } from './contact-group.tsx'
import { ConversationGroup } from './conversation-group.tsx'
import { Group, Line, Lines } from './line.tsx'
import { OtherConversations } from './other-conversations.tsx'
import { SamePerson } from './same-person.tsx'
import { VendorGroup } from './vendor-group.tsx'

type DetailsPaneProps = {
  id: string
  /** The conversation's address, to be handed to a colleague. */
  link: string
  onOpen: (id: string) => void
  onClose: () => void
}

/** Everything that is known about the open conversation. */
export function DetailsPane({ id, ...rest }: DetailsPaneProps) {
  const { conversation, phase } = useLoadedConversation(id)
  // Why there is none, and what to do, is said where the conversation would stand.
  if (phase === 'error') return null
  return conversation === undefined ? <DetailsSkeleton /> : <Details conversation={conversation} {...rest} />
}

type DetailsProps = Omit<DetailsPaneProps, 'id'> & { conversation: Conversation }

function Details({ conversation, link, onOpen, onClose }: DetailsProps) {
  const t = useTranslations('details')
  const common = useTranslations('common')
  const names = useNames()
  const now = useNow()
  const { id, contact, connection, channel } = conversation
  const name = names.contact(conversation)
  return (
    <div className="pane-scroll flex min-h-0 flex-1 flex-col gap-5 px-4 pt-2.5 pb-6 text-base">
      <div className="flex items-center gap-3">
        <Avatar
          initials={names.initials(conversation)}
          hue={hueOf(contact.id)}
          size={44}
          ring={ringOf(conversation, now)}
        />
        <div className="min-w-0 flex-1">
          <h2 dir="auto" className="line-clamp-2 anywhere text-left text-title font-semibold">
            {name}
          </h2>
          <p className="flex min-w-0 items-center gap-1.5 text-small text-ink-faint">
            <ChannelIcon channel={channel} size={13} />
            <span className="truncate">{`${names.channel(channel)} · ${names.place(connection)}`}</span>
          </p>
        </div>
        <IconButton
          label={t('collapse')}
          keys={keysFor('toggle-details')}
          onClick={onClose}
          className="-mr-1 self-start"
        >
          <X size={15} aria-hidden="true" />
        </IconButton>
      </div>
      <ConversationGroup conversation={conversation} now={now} />
      <ContactGroup conversation={conversation} />
      <VendorGroup conversation={conversation} />
      <Group title={t('link')}>
        <Lines>
          <Line term={t('id')}>
            <code className="truncate font-sans">{id}</code>
            <CopyButton text={id} label={t('copyId')} done={common('copied')} />
          </Line>
          <Line term={t('link')}>
            <CopyButton wide text={link} label={t('copyLink')} done={common('copied')} />
          </Line>
        </Lines>
      </Group>
      <OtherConversations id={id} contactId={contact.id} now={now} onOpen={onOpen} />
      <SamePerson conversation={conversation} now={now} onOpen={onOpen} />
    </div>
  )
}

function DetailsSkeleton() {
  const t = useTranslations('details')
  return (
    <div className="flex flex-col gap-4 p-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="w-36" />
      <Skeleton className="w-52" />
      <Skeleton className="w-44" />
      <Skeleton className="w-48" />
    </div>
  )
}
