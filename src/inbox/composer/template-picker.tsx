import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { fillTemplate } from '#contract/sending.ts'
import type { Template } from '#contract/sending.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { typedInto } from '#inbox/data/writing/start-draft.ts'
import type { StartDraft } from '#inbox/data/writing/start-draft.ts'
import { firstValues, inOneLine } from '#inbox/templates/first-values.ts'
import { TemplateChoice, templateId } from '#inbox/templates/template-choice.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { TemplateForm } from './template-form.tsx'

type TemplatePickerProps = {
  conversation: Conversation
  /** Offered as the last variable of a template. */
  draft: string
  /** What was written elsewhere for this customer. */
  begun?: StartDraft
  onSent?: () => void
  onClose: () => void
}

/** Chooses one of the templates that the channel approved, fills it in, and sends it to this conversation. */
export function TemplatePicker({ conversation, draft, begun, onSent, onClose }: TemplatePickerProps) {
  const t = useTranslations('templates')
  const common = useTranslations('common')
  const { outgoing, drafts } = useInbox()
  const [chosenId, choose] = useState(begun?.template ?? null)

  function send(template: Template, variables: string[]): void {
    const { name, language, body } = template
    outgoing.submit({
      conversationId: conversation.id,
      body: { template: { name, language, variables } },
      text: fillTemplate(body, variables),
      resolves: false,
    })
    // What became part of the template is sent; any other draft is still one.
    if (variables.includes(inOneLine(draft))) drafts.set(conversation.id, '')
    onSent?.()
    onClose()
  }

  function first(template: Template): readonly string[] {
    const typed = begun && typedInto(begun, templateId(template), template.variables)
    return typed ?? firstValues(template, conversation.contact.name, draft)
  }

  return (
    <Dialog label={t('title')} onClose={onClose} focus="dialog">
      <h2 className="border-b border-line px-4 py-3 text-title font-semibold">{t('title')}</h2>
      <TemplateChoice connectionId={conversation.connection.id} chosenId={chosenId} onChoose={choose}>
        {(chosen) => (
          <TemplateForm
            key={templateId(chosen)}
            template={chosen}
            first={first(chosen)}
            onSend={(variables) => send(chosen, variables)}
          />
        )}
      </TemplateChoice>
      <IconButton label={common('close')} onClick={onClose} className="absolute top-2 right-2">
        <X size={15} aria-hidden="true" />
      </IconButton>
    </Dialog>
  )
}
