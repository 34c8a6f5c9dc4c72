import { CircleUserRound } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Card } from '#contract/message-parts.ts'
import { presentable } from '#inbox/lib/presentable.ts'

/** People whom a customer sent, and how to call them. */
export function ContactCards({ cards }: { cards: readonly Card[] }) {
  const t = useTranslations('message')
  return (
    <ul aria-label={t('contacts')} className="my-1 flex w-65 max-w-full flex-col gap-1">
      {cards.map((card, at) => (
        <li
          key={keyOf(at)}
          className="flex gap-2.5 rounded-control border border-line bg-surface px-2.5 py-2 text-base"
        >
          <CircleUserRound size={20} aria-hidden="true" className="shrink-0 text-ink-secondary" />
          <span className="anywhere min-w-0 overflow-clip">
            <bdi dir="auto" className="block font-medium">
              {presentable(card.name) ?? t('contacts')}
            </bdi>
            {card.phones.map((phone) => (
              <PhoneLink key={phone} phone={phone} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A message does not change once it is written, so a card is known by its place. */
function keyOf(at: number): string {
  return `card-${at}`
}

function PhoneLink({ phone }: { phone: string }) {
  const digits = phone.replaceAll(/[^\d+]/g, '')
  if (!/^\+?\d{3,20}$/.test(digits)) return <bdi className="block text-ink-secondary">{presentable(phone)}</bdi>
  return (
    <a href={`tel:${digits}`} className="numeric block text-accent hover:underline">
      <bdi>{presentable(phone)}</bdi>
    </a>
  )
}
