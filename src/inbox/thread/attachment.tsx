import { Contact, FileText, Image, MapPin, Mic, MousePointerClick, Paperclip, Smile, Video } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { isVisible, presentable } from '#inbox/lib/presentable.ts'
import { isMessageKind } from './message-kinds.ts'
import type { MessageKind } from './message-kinds.ts'

const icons = {
  image: Image,
  video: Video,
  audio: Mic,
  voice: Mic,
  document: FileText,
  sticker: Smile,
  location: MapPin,
  contacts: Contact,
  template: FileText,
  interactive: MousePointerClick,
  button: MousePointerClick,
  reaction: Smile,
} as const satisfies Record<MessageKind, LucideIcon>

/** What a message holds besides its text: its kind and its name. A kind that is not known here is called by the vendor's word. */
export function Attachment({ message: { type, label, text } }: { message: Message }) {
  const t = useTranslations('message')
  if (type === 'text') {
    return text === null || !isVisible(text) ? <em className="text-ink-faint">{t('noText')}</em> : null
  }
  const isNamed = isMessageKind(type)
  const Icon = isNamed ? icons[type] : Paperclip
  const name = presentable(label)
  return (
    <span className="flex items-center gap-2 py-0.5 text-ink-secondary">
      <Icon size={16} aria-hidden="true" className="shrink-0" />
      <span className="anywhere min-w-0 overflow-clip">
        <span className="font-medium">{isNamed ? t(type) : t('unsupported', { type: presentable(type) ?? '?' })}</span>
        {name !== null && (
          <bdi dir="auto" className="block overflow-clip text-base">
            {name}
          </bdi>
        )}
      </span>
    </span>
  )
}
