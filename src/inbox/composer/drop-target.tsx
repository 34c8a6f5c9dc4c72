import { useEffect, useState } from 'react'
import type { DragEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { classes } from '#inbox/ui/classes.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useFiles } from './use-files.ts'

const bringsFiles = ({ dataTransfer }: { dataTransfer: DataTransfer | null }) =>
  dataTransfer?.types.includes('Files') === true

/** Around a conversation: files that are dropped anywhere in it are added to its answer. While they hover it says whom they go to. */
export function DropTarget({ conversation, children }: { conversation: Conversation; children: ReactNode }) {
  const t = useTranslations('files')
  const names = useNames()
  const files = useFiles(conversation)
  const [isOver, setOver] = useState(false)
  const takes = files !== null && files.whyNot === null
  useNoStrayDrop()

  function handleOver(event: DragEvent): void {
    if (!bringsFiles(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = takes ? 'copy' : 'none'
    setOver(true)
  }

  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragOver={handleOver}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
      }}
      onDrop={(event) => {
        if (!bringsFiles(event)) return
        event.preventDefault()
        setOver(false)
        files?.add([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && files !== null && (
        <div
          role="status"
          className={classes(
            'pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-card border-2 border-dashed bg-surface/92 p-6 text-center text-thread font-medium',
            takes ? 'border-accent text-ink' : 'border-line-field text-ink-secondary',
          )}
        >
          <bdi>{files.whyNot ?? t('drop', { name: names.contact(conversation) })}</bdi>
        </div>
      )}
    </div>
  )
}

/** A file that misses must not make the browser leave the page for it. */
function useNoStrayDrop(): void {
  useEffect(() => {
    const keep = (event: globalThis.DragEvent) => {
      if (bringsFiles(event) && !event.defaultPrevented) {
        event.preventDefault()
        if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
      }
    }
    window.addEventListener('dragover', keep)
    window.addEventListener('drop', keep)
    return () => {
      window.removeEventListener('dragover', keep)
      window.removeEventListener('drop', keep)
    }
  }, [])
}
