import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { readPhoneNumber } from '#contract/phone-number.ts'
import type { Template } from '#contract/sending.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { typedInto } from '#inbox/data/writing/start-draft.ts'
import type { StartDraft, StartDrafts } from '#inbox/data/writing/start-draft.ts'
import { templatesQuery } from '#inbox/data/templates.ts'
import { firstValues } from '#inbox/templates/first-values.ts'
import { chosenOf, TemplateChoice, templateId } from '#inbox/templates/template-choice.tsx'
import { filledValues, TemplateFields } from '#inbox/templates/template-fields.tsx'
import { Button } from '#inbox/ui/button.tsx'
import { NumberField } from './number-field.tsx'
import { Outcome } from './outcome.tsx'
import { SenderField } from './sender-field.tsx'
import type { Sender } from './senders.ts'
import { useStart } from './use-start.ts'

type StartFormProps = {
  senders: readonly Sender[]
  /** Who writes unless the agent chooses somebody else. */
  usual: Sender
  drafts: StartDrafts
  onOpen: (conversationId: string) => void
  onSendThere: (conversationId: string) => void
  onClose: () => void
}

/** Whom to write to, from which number, and what. */
export function StartForm({ senders, usual, drafts, onOpen, onSendThere, onClose }: StartFormProps) {
  const t = useTranslations('start')
  const words = useTranslations('templates')
  const [draft, setDraft] = useState(drafts.get)
  const [isTried, setTried] = useState(false)
  const start = useStart({ drafts, onTaken: onClose, onOpen })
  const sender = senders.find(({ id }) => id === draft.sender) ?? usual
  const chosen = chosenOf(useQuery(templatesQuery(sender.connectionId)).data, draft.template)
  const values = chosen === undefined ? [] : valuesOf(draft, chosen)
  const variables = filledValues(values)
  const form = useRef<HTMLFormElement>(null)
  useModEnter(form)

  function change(next: Partial<StartDraft>): void {
    const changed = { ...draft, ...next }
    setDraft(changed)
    drafts.set(changed)
    setTried(false)
    start.reset()
  }

  function submit(form: HTMLFormElement): void {
    const reading = readPhoneNumber(draft.number)
    setTried(true)
    if (!reading.ok) form.querySelector('input')?.focus()
    if (!reading.ok || chosen === undefined || variables === null || start.isBusy) return
    const { name, language } = chosen
    const from = sender.account === null ? {} : { from: sender.account }
    start.submit({
      connection: sender.connectionId,
      to: reading.number,
      ...from,
      template: { name, language, variables },
    })
  }

  return (
    <form
      ref={form}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <div className="flex shrink-0 flex-col gap-3 border-b border-line p-4 sm:flex-row">
        <div className="min-w-0 flex-1">
          <NumberField value={draft.number} isTried={isTried} onChange={(number) => change({ number })} />
        </div>
        {senders.length > 1 && <SenderField senders={senders} value={sender} onPick={(id) => change({ sender: id })} />}
      </div>
      <TemplateChoice
        connectionId={sender.connectionId}
        chosenId={draft.template}
        onChoose={(template) => change({ template })}
      >
        {(template) => (
          <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
            <TemplateFields
              template={template}
              values={values}
              onChange={(next) => change({ filled: refilled(draft, templateId(template), next) })}
            />
          </div>
        )}
      </TemplateChoice>
      <div className="flex shrink-0 flex-col gap-3 border-t border-line bg-surface p-3 max-sm:sticky max-sm:bottom-0">
        <Outcome start={start} onOpen={onOpen} onSendThere={onSendThere} />
        {(start.refusal?.conversation ?? null) === null && (
          <Button
            type="submit"
            look="primary"
            disabled={variables === null || chosen === undefined || start.isBusy}
            keys={keysFor('send')}
            aria-keyshortcuts={ariaKeyshortcuts('send')}
            className="self-end"
          >
            {start.isBusy ? t('sending') : words('send')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** What was typed into a template, else what it begins with. */
function valuesOf(draft: StartDraft, template: Template): readonly string[] {
  return typedInto(draft, templateId(template), template.variables) ?? firstValues(template, null, '')
}

function refilled({ filled }: StartDraft, template: string, values: string[]): StartDraft['filled'] {
  return [...filled.filter((one) => one.template !== template), { template, values }]
}

/** From anywhere in it, as in the composer. */
function useModEnter(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      event.preventDefault()
      if (!event.repeat) element?.requestSubmit()
    }
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  }, [form])
}
