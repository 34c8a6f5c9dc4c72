import { useImperativeHandle, useRef, useState } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import { firstName, openVariable } from '#contract/canned-reply.ts'
import type { Connection } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { useDraft } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import type { Submit } from '#inbox/data/writing/outgoing.ts'
import type { Uploads } from '#inbox/data/writing/uploads.ts'
import { useAttachments, useUploads } from '#inbox/data/writing/use-attachments.ts'
import { Button } from '#inbox/ui/button.tsx'
import { AttachButton } from './attach-button.tsx'
import { Attachments, isSendable } from './attachments.tsx'
import type { BoxHandle } from './box-handle.ts'
import { pastedFiles } from './pasted-files.ts'
import { planMessages } from './plan-messages.ts'
import { TemplatePicker } from './template-picker.tsx'
import { ReplyHint } from './reply-hint.tsx'
import { ReplyList } from './reply-list.tsx'
import { useCannedReplies } from './use-canned-replies.ts'
import { useFiles } from './use-files.ts'
import { useWindowState } from './use-window-state.ts'
import { WritingField } from './writing-field.tsx'

type ReplyBoxProps = {
  conversation: Conversation
  /** What can be sent on its channel; undefined while that is not known. */
  channel: Connection['channels'][number] | undefined
  vendor: string
  name: string
  handle: Ref<BoxHandle>
  onLeave: () => void
  /** The message went off and its conversation will be resolved: on to the next one. */
  onDone: () => void
}

/** Where an answer to the customer is written: the draft, the recipient, and what becomes of the message. */
export function ReplyBox({ conversation, channel, vendor, name, handle, onLeave, onDone }: ReplyBoxProps) {
  const t = useTranslations('composer')
  const { drafts, outgoing, presence, me } = useInbox()
  const { id, contact } = conversation
  const text = useDraft(id)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isPicking, setPicking] = useState(false)
  const windowState = useWindowState(conversation.window_closes_at)
  const sends = channel?.sends ?? undefined
  const isClosed = sends?.window === true && windowState === 'closed'
  const needsTemplate = isClosed && sends.templates
  // Only the customer can open it again.
  const isShut = isClosed && !sends.templates
  const left = (sends?.max_text ?? Number.POSITIVE_INFINITY) - text.length
  const open = openVariable(text)
  const uploads = useUploads()
  const files = useFiles(conversation)
  const hasFiles = useAttachments(id).some(isSendable)
  const canSend = !isShut && (needsTemplate || ((hasFiles || text.trim() !== '') && left >= 0 && open === null))
  const canned = useCannedReplies({
    text,
    field,
    values: {
      'customer.name': contact.name,
      'customer.first_name': firstName(contact.name),
      'customer.phone': contact.phone_number,
      'agent.name': me.agent?.name ?? null,
      'agent.first_name': firstName(me.agent?.name ?? null),
    },
    onText: (next) => drafts.set(id, next),
  })

  function send(resolves: boolean): void {
    if (!canSend) return
    if (needsTemplate) {
      setPicking(true)
      return
    }
    const planned = planMessages(text, uploads.claim(id))
    for (const [place, { text: words, file }] of planned.entries()) {
      outgoing.submit({
        conversationId: id,
        body: words === '' ? {} : { text: words },
        text: words,
        resolves: resolves && place === planned.length - 1,
        ...(file === null ? {} : { attachment: outgoingOf(file) }),
      })
    }
    drafts.set(id, '')
    presence.rested()
    if (resolves) onDone()
  }

  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    hasFocus: () => field.current !== null && document.activeElement === field.current,
    send,
    pickTemplate: sends?.templates === true ? () => setPicking(true) : null,
  }))

  return (
    <div className="relative">
      {canned.list !== null && <ReplyList list={canned.list} />}
      <WritingField
        fieldRef={field}
        text={text}
        onText={(next, caret) => {
          drafts.set(id, next)
          presence.typed(id)
          canned.look(next, caret)
        }}
        onPaste={(event) => {
          const pasted = pastedFiles(event.clipboardData)
          if (pasted.length === 0) return
          event.preventDefault()
          files?.add(pasted)
        }}
        takesKey={canned.takesKey}
        onBlur={canned.close}
        onEnter={() => send(false)}
        onLeave={onLeave}
        aria-label={t('to', { name })}
        aria-describedby={`${id}-hint`}
        aria-invalid={left < 0}
        {...canned.fieldProps}
        placeholder={
          isShut ? t('shutPlaceholder', { vendor }) : needsTemplate ? t('closedPlaceholder') : t('placeholder')
        }
      />
      <Attachments id={id} />
      <div className="flex flex-wrap items-center gap-2 px-2 pb-2">
        <ReplyHint
          id={`${id}-hint`}
          left={left}
          open={open?.name ?? null}
          closed={isShut ? 'shut' : needsTemplate ? 'closed' : null}
          isFinal={channel?.sending === 'cannot_be_recalled'}
          isKept={drafts.isKept(id)}
        />
        {files !== null && <AttachButton files={files} />}
        {sends?.templates === true && !needsTemplate && (
          <Button
            look="quiet"
            onClick={() => setPicking(true)}
            keys={keysFor('template')}
            aria-keyshortcuts={ariaKeyshortcuts('template')}
          >
            {t('template')}
          </Button>
        )}
        <Button
          look="primary"
          disabled={!canSend}
          onClick={() => send(false)}
          keys={keysFor('send')}
          aria-keyshortcuts={ariaKeyshortcuts('send')}
        >
          {needsTemplate ? t('sendTemplate') : t('send')}
        </Button>
      </div>
      {isPicking && <TemplatePicker conversation={conversation} draft={text} onClose={() => setPicking(false)} />}
    </div>
  )
}

/** A file as its message brings it. What it is turns out while it is uploaded, if it was sent before that was known. */
function outgoingOf({ attachment, finish }: ReturnType<Uploads['claim']>[number]): NonNullable<Submit['attachment']> {
  const { key, rule, mimeType, filename, size } = attachment
  return { key, file: { kind: rule?.kind ?? 'document', mime_type: mimeType ?? '', filename, size }, finish }
}
