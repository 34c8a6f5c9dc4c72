import { Link, useRouter } from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { CloudOff, Compass } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { useProblem } from './problem.ts'

/** A page that could not even begin. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const t = useTranslations()
  const problem = useProblem()
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <main className="flex h-dvh">
      <PaneMessage
        role="alert"
        icon={<CloudOff size={32} strokeWidth={1.5} />}
        isPage
        title={t('error.page')}
        action={
          <Button look="primary" onClick={again}>
            {t('common.retry')}
          </Button>
        }
      >
        {error instanceof ApiError ? problem(error) : t('error.pageHint')}
      </PaneMessage>
    </main>
  )
}

/** A page whose parts are still on their way. */
export function PagePending() {
  const t = useTranslations('common')
  return (
    <main className="flex h-dvh">
      <PaneMessage isPage role="status" title={t('loading')} />
    </main>
  )
}

export function MissingPage() {
  const t = useTranslations('error')
  return (
    <main className="flex h-dvh">
      <PaneMessage
        icon={<Compass size={32} strokeWidth={1.5} />}
        isPage
        title={t('missingPage')}
        action={
          <Link to="/" className="font-medium text-accent underline">
            {t('toInbox')}
          </Link>
        }
      />
    </main>
  )
}
