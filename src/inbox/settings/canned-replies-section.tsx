import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { replyVariables } from '#contract/canned-reply.ts'
import type { CannedReply, WriteCannedReply } from '#contract/canned-reply.ts'
import { ApiError } from '#inbox/data/api-error.ts'
import { cannedRepliesKey } from '#inbox/data/canned-replies-key.ts'
import { cannedRepliesQuery, deleteCannedReply, keepCannedReply } from '#inbox/data/canned-replies.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { ActButton } from './act-button.tsx'
import { CannedReplyForm } from './canned-reply-form.tsx'
import { SettingsSection } from './settings-frame.tsx'

type Kept = { id: string | null; body: WriteCannedReply }

const isTaken = (error: Error) => error instanceof ApiError && error.code === 'already_exists'

/** The team's canned replies: all of them, one form at a time, and a way back from a deletion. `problem` puts a failure into words. */
export function CannedRepliesSection({ problem }: { problem: (error: unknown) => string }) {
  const t = useTranslations('cannedReplies')
  const queryClient = useQueryClient()
  const { data: replies } = useSuspenseQuery(cannedRepliesQuery())
  /** Whose form is open: a reply's id, `new`, or none. */
  const [editing, setEditing] = useState<string | null>(null)
  const adder = useRef<HTMLButtonElement>(null)
  const undo = useRef<HTMLButtonElement>(null)
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: cannedRepliesKey })
  const keep = useMutation({
    mutationFn: ({ id, body }: Kept) => keepCannedReply(id, body),
    onSuccess: () => {
      setEditing(null)
      return onSuccess()
    },
  })
  const drop = useMutation({ mutationFn: ({ id }: CannedReply) => deleteCannedReply(id), onSuccess })
  const restore = useMutation({
    mutationFn: ({ shortcut, text }: CannedReply) => keepCannedReply(null, { shortcut, text }),
    onSuccess: () => {
      drop.reset()
      adder.current?.focus()
      return onSuccess()
    },
  })
  useEffect(() => {
    // What was deleted took the focus with it.
    if (drop.isSuccess && document.activeElement === document.body) undo.current?.focus()
  }, [drop.isSuccess])
  const failure = keep.error ?? drop.error ?? restore.error

  function edit(which: string | null): void {
    keep.reset()
    setEditing(which)
  }

  const formFor = (reply: CannedReply | null) => (
    <CannedReplyForm
      reply={reply}
      busy={keep.isPending}
      onKeep={(body) => keep.mutate({ id: reply?.id ?? null, body })}
      onCancel={() => edit(null)}
    />
  )
  return (
    <SettingsSection
      title={t('title')}
      hint={t('hint', { variables: replyVariables.map((name) => `{{${name}}}`).join(' ') })}
    >
      {failure !== null && (
        <Notice tone="bad" role="alert">
          {isTaken(failure) ? t('taken') : problem(failure)}
        </Notice>
      )}
      <div role="status" className="empty:-mt-4">
        {drop.isSuccess && (
          <Notice
            tone="quiet"
            action={
              <ActButton ref={undo} busy={restore.isPending} onClick={() => restore.mutate(drop.variables)}>
                {t('undo')}
              </ActButton>
            }
          >
            {t('deleted', { shortcut: drop.variables.shortcut })}
          </Notice>
        )}
      </div>
      <Button ref={adder} onClick={() => edit('new')} hidden={editing === 'new'} className="self-start">
        {t('add')}
      </Button>
      {editing === 'new' && formFor(null)}
      {replies.length === 0 && <p className="text-base text-ink-secondary">{t('none')}</p>}
      <ul className="divide-y divide-line-faint">
        {replies.map((reply) => (
          <li key={reply.id} className="py-3 first:pt-0 last:pb-0">
            {editing === reply.id && formFor(reply)}
            <div hidden={editing === reply.id} className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <p className="truncate text-base font-medium">/{reply.shortcut}</p>
                <p dir="auto" className="anywhere line-clamp-3 text-base whitespace-pre-wrap text-ink-secondary">
                  {reply.text}
                </p>
              </div>
              <Button onClick={() => edit(reply.id)} aria-label={t('editOne', { shortcut: reply.shortcut })}>
                {t('edit')}
              </Button>
              <ActButton
                look="danger"
                busy={drop.isPending}
                onClick={() => drop.mutate(reply)}
                aria-label={t('deleteOne', { shortcut: reply.shortcut })}
              >
                {t('delete')}
              </ActButton>
            </div>
          </li>
        ))}
      </ul>
    </SettingsSection>
  )
}
