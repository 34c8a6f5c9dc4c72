import { useTranslations } from 'use-intl'
import type { ShownList } from '#inbox/data/hooks.ts'
import { Button } from '#inbox/ui/button.tsx'

/** What stands under the last row: more is coming, more failed, more can be asked for, or that was all. */
export function ListFooter({ list }: { list: ShownList }) {
  const t = useTranslations('list')
  return (
    <div className="flex h-14 items-center justify-center gap-3 text-small text-ink-faint">
      <FooterWords list={list} t={t} />
    </div>
  )
}

type FooterWordsProps = { list: ShownList; t: ReturnType<typeof useTranslations<'list'>> }

function FooterWords({ list, t }: FooterWordsProps) {
  if (list.loadingMore) return <span role="status">{t('loadingMore')}</span>
  if (list.moreError !== null) {
    return (
      <>
        <span role="alert">{t('moreError')}</span>
        <Button onClick={list.loadMore}>{t('loadMore')}</Button>
      </>
    )
  }
  if (list.hasMore) return <Button onClick={list.loadMore}>{t('loadMore')}</Button>
  return <span>{t('end', { count: list.ids.length })}</span>
}
