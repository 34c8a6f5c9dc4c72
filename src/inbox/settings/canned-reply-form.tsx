import { useId, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { unknownVariables, writeCannedReplySchema } from '#contract/canned-reply.ts'
import type { CannedReply, WriteCannedReply } from '#contract/canned-reply.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { useFocusBack } from './use-focus-back.ts'

type CannedReplyFormProps = {
  /** The one to change; null for a new one. */
  reply: CannedReply | null
  busy: boolean
  onKeep: (reply: WriteCannedReply) => void
  onCancel: () => void
}

/** Shortcut and text of one canned reply. What cannot be kept is told while it is typed. */
export function CannedReplyForm({ reply, busy, onKeep, onCancel }: CannedReplyFormProps) {
  const t = useTranslations('cannedReplies')
  const id = useId()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const form = useRef<HTMLFormElement>(null)
  useFocusBack(form)
  const [unknown] = unknownVariables(text)
  const { success: isShortcut } = writeCannedReplySchema.shape.shortcut.safeParse(shortcut)
  const parsed = writeCannedReplySchema.safeParse({ shortcut, text })

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (parsed.success && unknown === undefined) onKeep(parsed.data)
  }
  return (
    <form ref={form} onSubmit={handleSubmit} className="flex flex-col gap-3">
      <Field
        label={t('shortcut')}
        value={shortcut}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setShortcut(event.currentTarget.value.replace(/^\//, ''))}
        hint={t('shortcutHint')}
        problem={shortcut === '' || isShortcut ? undefined : t('badShortcut')}
      />
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-base font-medium">
          {t('text')}
        </label>
        <textarea
          id={id}
          dir="auto"
          value={text}
          rows={4}
          maxLength={4096}
          onChange={(event) => setText(event.currentTarget.value)}
          aria-invalid={unknown !== undefined}
          aria-describedby={`${id}-note`}
          className="min-h-20 rounded-control border border-line-field bg-surface px-2.5 py-2 text-thread [field-sizing:content] aria-invalid:border-bad"
        />
        <p id={`${id}-note`} role="status" className="text-small text-bad-ink">
          {unknown !== undefined && t('unknown', { place: `{{${unknown}}}` })}
        </p>
      </div>
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={busy || !parsed.success || unknown !== undefined}>
          {t('keep')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
