import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { LatePart } from '#inbox/lib/late-part.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

type LatePopupProps<T> = {
  part: LatePart<T>
  onClose: () => void
  /** `typed` is what the agent wrote before it was here. */
  children: (part: T, typed: string) => ReactNode
}

/** Something that lies in front and comes in a file of its own. One that does not come says so and can be asked for again. */
export function LatePopup<T>({ part, onClose, children }: LatePopupProps<T>) {
  const t = useTranslations()
  const late = useSyncExternalStore(part.subscribe, part.get)
  const [typed, setTyped] = useState('')
  useEffect(() => part.load(), [part])

  if (late.state === 'ready') return children(late.part, typed)
  return (
    <Dialog label={t('common.loading')} onClose={onClose} shape="top">
      {late.state === 'failed' ? (
        <PaneMessage
          role="alert"
          title={t('error.page')}
          action={<Button onClick={part.load}>{t('common.retry')}</Button>}
        >
          {t('error.network')}
        </PaneMessage>
      ) : (
        // It takes what is typed meanwhile, else those letters would be keys of the list, or lost.
        <input
          aria-label={t('common.loading')}
          placeholder={t('common.loading')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className="h-12 w-full bg-transparent px-4 text-title outline-none"
        />
      )}
    </Dialog>
  )
}
