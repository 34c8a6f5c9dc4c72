import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { useChannel } from '#inbox/data/use-channel.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Line } from './line.tsx'

/** What the vendor has it, or its contact, tagged with; no line where there is nothing. */
export function TagsLine({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('details')
  const isContacts = useChannel(conversation)?.tags_of === 'contact'
  const tags = new Set(conversation.tags.flatMap((tag) => presentable(tag) ?? []))
  if (tags.size === 0) return null
  return (
    <Line term={t(isContacts ? 'contactTags' : 'tags')}>
      <ul className="flex min-w-0 flex-wrap gap-1 py-1">
        {Array.from(tags, (tag) => (
          <li
            key={tag}
            dir="auto"
            data-tip={tag}
            className="max-w-full truncate rounded-small border border-line-faint bg-sunken px-1.5 text-small text-ink-secondary"
          >
            {tag}
          </li>
        ))}
      </ul>
    </Line>
  )
}
