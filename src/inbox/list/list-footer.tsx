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

function FooterWords({ list: { ids, hasMore, loadingMore, moreError, loadMore }, t }: FooterWordsProps) {
  if (!hasMore && !loadingMore && moreError === null) return <span>{t('end', { count: ids.length })}</span>
  // One button from asking to having: whoever came to it by Tab goes on from it, and is not sent back by its going.
  return (
    <>
      {moreError !== null && !loadingMore && <span role="alert">{t('moreError')}</span>}
      <Button look={loadingMore ? 'quiet' : 'plain'} aria-disabled={loadingMore} onClick={loadMore}>
        {t(loadingMore ? 'loadingMore' : 'loadMore')}
      </Button>
    </>
  )
}
