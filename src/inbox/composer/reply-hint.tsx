import { useTranslations } from 'use-intl'

/** Says how near the end of a text is, once that is worth saying. */
const NEAR = 200

type ReplyHintProps = {
  id: string
  /** Characters that still fit; fewer than none when there are too many. */
  left: number
  /** A variable of a canned reply that waits for words. */
  open: string | null
  /** The customer has to write first, before anything can be sent or anything but a template. */
  closed: 'shut' | 'closed' | null
  /** Nobody can take back what is sent. */
  isFinal: boolean
  isKept: boolean
}

/** What keeps an answer from going out, or will soon. */
export function ReplyHint({ id, left, open, closed, isFinal, isKept }: ReplyHintProps) {
  const t = useTranslations('composer')
  return (
    <p id={id} role="status" className="min-w-0 flex-1 truncate px-1 text-small text-ink-faint">
      {left < 0 ? (
        <span className="text-bad-ink">{t('tooLong', { count: -left })}</span>
      ) : open !== null ? (
        <span className="text-warning-ink">{t('fillIn', { place: `{{${open}}}` })}</span>
      ) : left <= NEAR ? (
        t('left', { count: left })
      ) : closed !== null ? (
        t(closed)
      ) : !isKept ? (
        t('notKept')
      ) : (
        isFinal && t('cannotBeRecalled')
      )}
    </p>
  )
}
