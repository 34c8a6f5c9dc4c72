import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { Button } from '#inbox/ui/button.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { troubleOf } from '#inbox/words/trouble-of.ts'
import { useTroubleWords } from '#inbox/words/use-trouble-words.ts'

type ConnectionTroublesProps = { connections: readonly Connection[]; onClose: () => void }

const tones = {
  refused: 'bg-bad',
  down: 'bg-bad',
  slow: 'bg-warning',
  paused: 'bg-ink-decor',
  reading: 'bg-good',
} as const

/** Every connection that is in trouble: why, what becomes of the agents' work, what to do; and for those who may, the way there. */
export function ConnectionTroubles({ connections, onClose }: ConnectionTroublesProps) {
  const t = useTranslations()
  const { me } = useInbox()
  const words = useTroubleWords(connections)
  const lines = connections.flatMap((connection) => {
    const trouble = troubleOf(connection)
    return trouble === null ? [] : [{ id: connection.id, trouble, line: words(connection) }]
  })
  return (
    <Dialog label={t('banner.troubles')} onClose={onClose} shape="top">
      <div className="pane-scroll grid min-h-0 gap-3 p-4">
        <h2 className="text-title font-semibold">{t('banner.troubles')}</h2>
        {lines.length === 0 && <p className="text-base text-ink-secondary">{t('banner.allWell')}</p>}
        <ul className="grid gap-3">
          {lines.map(({ id, trouble, line }) => (
            <li key={id} className="flex gap-2.5 text-base">
              <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-full ${tones[trouble]}`} />
              <p className="anywhere numeric min-w-0">{line}</p>
            </li>
          ))}
        </ul>
      </div>
      <footer className="flex shrink-0 items-center justify-end gap-2 border-t border-line p-3">
        {me.agent !== null && me.agent.role !== 'agent' && (
          <Link
            to="/settings/connections"
            className="mr-auto rounded-small px-1 text-base font-medium text-accent hover:underline"
          >
            {t('banner.manage')}
          </Link>
        )}
        <Button onClick={onClose}>{t('common.close')}</Button>
      </footer>
    </Dialog>
  )
}
