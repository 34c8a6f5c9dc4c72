import { Download, FileText } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Media } from '#contract/message-parts.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import { useSize } from '#inbox/words/use-size.ts'

/** A file to save: its name, what it is, how large. */
export function FileLine({ media }: { media: Media }) {
  const t = useTranslations('media')
  const message = useTranslations('message')
  const size = useSize()
  const { filename, href, kind, mime_type: type } = media
  const name = presentable(filename) ?? message(kind)
  const about = [typeWord(filename, type), media.size === null ? null : size(media.size)].filter(
    (part) => part !== null,
  )
  return (
    <a
      href={href}
      download={filename ?? ''}
      className="my-1 flex w-65 max-w-full items-center gap-2.5 rounded-control border border-line bg-surface px-2.5 py-2 hover:bg-hover"
    >
      <VisuallyHidden>{t('save')} </VisuallyHidden>
      <FileText size={20} aria-hidden="true" className="shrink-0 text-ink-secondary" />
      <span className="min-w-0 flex-1">
        <bdi dir="auto" className="block truncate text-base font-medium">
          {name}
        </bdi>
        <span className="block truncate text-small text-ink-faint">
          {about.length > 0 ? about.join(' · ') : message(kind)}
        </span>
      </span>
      <Download size={16} aria-hidden="true" className="shrink-0 text-ink-secondary" />
    </a>
  )
}

/** `PDF`, by the ending of the name, else by the MIME type. */
function typeWord(filename: string | null, type: string | null): string | null {
  const ending = /\.([a-z\d]{1,5})$/i.exec(filename ?? '')?.[1]
  const word = ending ?? type?.split('/')[1]?.split('+')[0]
  return word === undefined || word.length > 5 ? null : word.toUpperCase()
}
