import { useTranslations } from 'use-intl'
import { Picker } from '#inbox/ui/picker.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import type { Sender } from './senders.ts'

type SenderFieldProps = { senders: readonly Sender[]; value: Sender; onPick: (id: string) => void }

/** Which of our own numbers writes. */
export function SenderField({ senders, value, onPick }: SenderFieldProps) {
  const t = useTranslations('start')
  const names = useNames()
  const isOne = new Set(senders.map(({ connectionId }) => connectionId)).size === 1
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden="true" className="text-base font-medium">
        {t('sender')}
      </span>
      <Picker
        label={t('sender')}
        value={value.id}
        options={senders.map(({ id, name, account }) => ({
          value: id,
          label: account === null ? name : names.phone(account),
          ...(isOne || account === null ? {} : { note: name }),
        }))}
        onPick={onPick}
        className="h-9 self-start rounded-control border border-line-field px-2.5 text-base hover:bg-hover pointer-coarse:h-11"
      />
    </div>
  )
}
