import { Paperclip } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { classes } from '#inbox/ui/classes.ts'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import type { FilesOfAnswer } from './use-files.ts'

/** Opens the file dialog. Where no file can be added it stays in its place and says why when it is pressed. */
export function AttachButton({ files: { whyNot, accept, add } }: { files: FilesOfAnswer }) {
  const t = useTranslations('files')
  const dialog = useRef<HTMLInputElement>(null)
  const [isAsked, setAsked] = useState(false)
  const isExplained = isAsked && whyNot !== null
  return (
    <>
      {isExplained && (
        <p role="status" className="order-first w-full px-1 text-small text-warning-ink">
          {whyNot}
        </p>
      )}
      <IconButton
        label={t('attach')}
        data-tip={whyNot ?? t('attach')}
        aria-disabled={whyNot !== null}
        aria-description={whyNot ?? undefined}
        className={classes('size-8', whyNot !== null && 'opacity-55')}
        onClick={() => (whyNot === null ? dialog.current?.click() : setAsked(!isAsked))}
      >
        <Paperclip size={17} aria-hidden="true" />
      </IconButton>
      <input
        ref={dialog}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={t('attach')}
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])])
          // So that the same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
