import { MapPin } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Place } from '#contract/message-parts.ts'
import { presentable } from '#inbox/lib/presentable.ts'

/** A place by its name, address and coordinates. No map is drawn: its tiles would tell somebody else where customers live. */
export function PlaceCard({ place }: { place: Place }) {
  const t = useTranslations('media')
  const format = useFormatter()
  const degrees = (value: number) => format.number(value, { maximumFractionDigits: 5 })
  const { latitude, longitude } = place
  const name = presentable(place.name)
  const address = presentable(place.address)
  return (
    <div className="my-1 flex w-65 max-w-full gap-2.5 rounded-control border border-line bg-surface px-2.5 py-2 text-base">
      <MapPin size={20} aria-hidden="true" className="shrink-0 text-ink-secondary" />
      <div className="anywhere min-w-0 overflow-clip">
        {name !== null && (
          <bdi dir="auto" className="block font-medium">
            {name}
          </bdi>
        )}
        {address !== null && (
          <bdi dir="auto" className="block text-ink-secondary">
            {address}
          </bdi>
        )}
        <span className="numeric block text-small text-ink-faint">
          {degrees(latitude)}, {degrees(longitude)}
        </span>
        <a
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent hover:underline"
        >
          {t('map')}
        </a>
      </div>
    </div>
  )
}
