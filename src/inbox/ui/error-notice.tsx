import { Notice } from './notice.tsx'

type ErrorNoticeProps = { error: Error | null; words: (error: Error) => string }

/** Why something failed, as `words` puts it, told at once; nothing while nothing did. */
export function ErrorNotice({ error, words }: ErrorNoticeProps) {
  if (error === null) return null
  return (
    <Notice tone="bad" role="alert">
      {words(error)}
    </Notice>
  )
}
