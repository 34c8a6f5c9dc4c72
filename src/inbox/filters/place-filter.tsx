import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { useCountCells } from '#inbox/data/hooks.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { Picker } from '#inbox/ui/picker.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { chipLook } from './chip-look.ts'
import { keyOfPlace, placeOfUrl, placesOf } from './place-options.ts'
import type { Place } from './place-options.ts'

type PlaceFilterProps = { url: InboxUrl; onChange: (change: Partial<InboxUrl>) => void }

const ANY = keyOfPlace({})

/** Which connection, which channel, or which of our numbers; nothing where there is only one. */
export function PlaceFilter({ url, onChange }: PlaceFilterProps) {
  const t = useTranslations('filters')
  const names = useNames()
  const connections = useQuery(connectionsQuery()).data ?? []
  const chosen = placeOfUrl(url)
  const value = keyOfPlace(chosen)
  const places = placesOf(connections, useCountCells(), chosen)
  if (places.length < 2 && value === ANY) return null

  function labelOf({ connection, channel, account }: Place): string {
    const known = connections.find(({ id }) => id === connection)
    const words = [
      known === undefined ? connection : names.among(known, connections),
      channel === undefined ? undefined : names.channel(channel),
      account === undefined ? undefined : names.phone(`+${account}`),
    ]
    return words.filter((word) => word !== undefined).join(' · ')
  }
  function pick(key: string): void {
    const { connection, channel, account } = places.find((place) => keyOfPlace(place) === key) ?? {}
    onChange({ connection, channel, account: account === undefined ? undefined : `+${account}` })
  }
  return (
    <Picker
      label={t('account')}
      value={value}
      options={[
        { value: ANY, label: t('anyAccount') },
        ...places.map((place) => ({ value: keyOfPlace(place), label: labelOf(place) })),
      ]}
      onPick={pick}
      className={chipLook(value !== ANY)}
    >
      {value === ANY ? <span className="truncate">{t('account')}</span> : undefined}
    </Picker>
  )
}
