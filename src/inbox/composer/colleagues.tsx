import { useFormatter, useTranslations } from 'use-intl'
import { usePresent } from '#inbox/data/hooks.ts'
import { useNames } from '#inbox/words/use-names.ts'

/** Who else is here, over the field in which both might answer. */
export function Colleagues({ id }: { id: string }) {
  const t = useTranslations('presence')
  const format = useFormatter()
  const { person } = useNames()
  const present = usePresent(id)
  const typing = present.filter((one) => one.typing)
  const names = (of: typeof present) => format.list(of.map(({ agent }) => person(agent.name)))
  return (
    <p role="status" className="min-h-5 truncate px-1 pb-0.5 text-small text-warning-ink">
      {typing.length > 0 && t('typing', { names: names(typing), count: typing.length })}
      {typing.length === 0 && present.length > 0 && t('looking', { names: names(present), count: present.length })}
    </p>
  )
}
