import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { removeConnection } from '#inbox/data/connections.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { useNames } from '#inbox/words/use-names.ts'

type RemoveDialogProps = {
  connection: Connection
  problem: (error: unknown) => string
  onClose: () => void
  onRemoved: (outcome: Awaited<ReturnType<typeof removeConnection>>) => void
}

/** What stays and what goes, before it is done. */
export function RemoveDialog({ connection, problem, onClose, onRemoved }: RemoveDialogProps) {
  const t = useTranslations('connecting')
  const name = useNames().connection(connection)
  const remove = useMutation({ mutationFn: () => removeConnection(connection.id), onSuccess: onRemoved })
  const title = t('removeTitle', { name })
  return (
    <Dialog label={title} onClose={onClose} shape="top" focus="dialog">
      <div className="flex flex-col gap-4 p-5">
        <h2 className="text-title font-semibold">{title}</h2>
        <ul className="flex list-disc flex-col gap-1.5 pl-5 text-base">
          <li>{t('stays')}</li>
          <li>{t('stops')}</li>
          <li>{t('withdraws', { count: connection.backlog })}</li>
          <li>{t('forgets')}</li>
          <li>{t('comesBack')}</li>
        </ul>
        <ErrorNotice error={remove.error} words={problem} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t(remove.isPending ? 'removing' : 'removeIt')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
