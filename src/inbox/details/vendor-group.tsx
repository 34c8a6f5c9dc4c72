import { useTranslations } from 'use-intl'
import type { Conversation, SyncNotice } from '#contract/conversation.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { presentable } from '#inbox/lib/presentable.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { Group } from './line.tsx'
import { useKeptWords } from './use-kept-words.ts'
import { useUnheard } from './use-unheard.ts'

const tones = { synced: 'bg-good', waiting: 'bg-ink-decor', delayed: 'bg-warning' } as const

/** Whether the vendor is heard and has what the agents did, what it cannot hold, and what it refused. */
export function VendorGroup({ conversation }: { conversation: Conversation }) {
  const { id, connection, sync, starred } = conversation
  const t = useTranslations('details')
  const inbox = useInbox()
  const vendor = connection.vendor_name
  const unheard = useUnheard(connection.id)
  const state = sync.state === 'delayed' ? t('delayed', { vendor }) : t(sync.state)
  const keptWords = useKeptWords(conversation)
  // A star that nobody gave is kept nowhere.
  const kept = sync.kept_here.filter((field) => field !== 'starred' || starred)
  return (
    <Group title={t('sync')}>
      <p className="flex min-h-7 items-center gap-2">
        <span
          aria-hidden="true"
          className={`size-2 shrink-0 rounded-full ${unheard === null ? tones[sync.state] : 'bg-warning'}`}
        />
        <span className="min-w-0">
          <span className="font-medium">{vendor}</span> <span className="text-ink-secondary">{unheard ?? state}</span>
        </span>
      </p>
      {unheard !== null && sync.state !== 'synced' && <p className="pb-1 text-small text-ink-secondary">{state}</p>}
      {kept.map((field) => (
        <p key={field} className="pb-1 text-small text-ink-secondary">
          {keptWords(field)}
        </p>
      ))}
      {sync.notices.length > 0 && (
        <Notice tone="bad" role="status">
          {sync.notices.map((notice) => (
            <NoticeWords key={notice.field} notice={notice} vendor={vendor} />
          ))}
          <Button onClick={() => inbox.dismissNotices(id)} className="mt-2 h-7">
            {t('dismiss')}
          </Button>
        </Notice>
      )}
    </Group>
  )
}

function NoticeWords({ notice: { field, wanted, code }, vendor }: { notice: SyncNotice; vendor: string }) {
  const t = useTranslations('details')
  const status = useTranslations('status')
  const { person } = useNames()
  const isStatus = wanted === 'open' || wanted === 'pending' || wanted === 'resolved'
  const what = () => {
    if (field === 'read') return t('noticeRead', { vendor })
    if (field === 'feedback') return t('noticeFeedback', { vendor })
    if (field === 'starred') return t('noticeStarred', { vendor })
    if (wanted === null) return t('noticeUnassign', { vendor })
    return field === 'status'
      ? t('noticeStatus', { vendor, wanted: isStatus ? status(wanted) : person(wanted) })
      : t('noticeAssignee', { vendor, wanted: person(wanted) })
  }
  const given = presentable(code) ?? '?'
  return (
    <>
      <p className="anywhere overflow-clip font-medium">{what()}</p>
      <p className="anywhere overflow-clip text-small text-ink-secondary">
        {field === 'feedback'
          ? t('noticeCode', { code: given })
          : field === 'read'
            ? t('noticeKept', { code: given })
            : t('noticeBack', { vendor, code: given })}
      </p>
    </>
  )
}
