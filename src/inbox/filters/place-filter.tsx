import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { useCountCells } from '#inbox/data/hooks.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { Picker } from '#inbox/ui/picker.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { chipLook } from './chip-look.ts'
import { ANY_PLACE, chosenPlace, placeOptions } from './place-options.ts'

type PlaceFilterProps = { url: InboxUrl; onChange: (change: Partial<InboxUrl>) => void }

/** Which connection, or which of our numbers; nothing where there is only one. */
export function PlaceFilter({ url, onChange }: PlaceFilterProps) {
  const t = useTranslations('filters')
  const names = useNames()
  const connections = useQuery(connectionsQuery()).data ?? []
  const places = placeOptions(connections, useCountCells(), url)
  if (places.length < 2 && chosenPlace(url) === null) return null
  const value = chosenPlace(url)?.value ?? ANY_PLACE
  const nameOf = (id: string) => {
    const connection = connections.find((one) => one.id === id)
    return connection === undefined ? id : names.connection(connection)
  }
  const options = places.map(({ value, connection, account = '' }) => ({
    value,
    label: connection === undefined ? names.phone(`+${account}`) : nameOf(connection),
  }))
  function pick(next: string): void {
    const place = places.find((one) => one.value === next)
    onChange({ connection: place?.connection, account: place?.account === undefined ? undefined : `+${place.account}` })
  }
  return (
    <Picker
      label={t('account')}
      value={value}
      options={[{ value: ANY_PLACE, label: t('anyAccount') }, ...options]}
      onPick={pick}
      className={chipLook(value !== ANY_PLACE)}
    >
      {value === ANY_PLACE ? t('account') : undefined}
    </Picker>
  )
}
