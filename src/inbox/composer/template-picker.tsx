import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { fillTemplate } from '#contract/sending.ts'
import type { Template } from '#contract/sending.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { templatesQuery } from '#inbox/data/templates.ts'
import { Button } from '#inbox/ui/button.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { Skeleton } from '#inbox/ui/skeleton.tsx'
import { firstValues, inOneLine } from './first-values.ts'
import { TemplateForm } from './template-form.tsx'

type TemplatePickerProps = {
  conversation: Conversation
  /** Offered as the last variable of a template. */
  draft: string
  onClose: () => void
}

const idOf = ({ name, language }: Template) => `${name} ${language}`

/** Chooses one of the templates that the channel approved, fills it in, and sends it to this conversation. */
export function TemplatePicker({ conversation, draft, onClose }: TemplatePickerProps) {
  const t = useTranslations('templates')
  const { outgoing, drafts } = useInbox()
  const { data, isError, refetch } = useQuery(templatesQuery(conversation.connection.id))
  const [chosenId, choose] = useState<string | null>(null)
  const chosen = data?.find((template) => idOf(template) === chosenId) ?? data?.[0]

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
    onClose()
  }

  return (
    <Dialog label={t('title')} onClose={onClose}>
      <h2 className="border-b border-line px-4 py-3 text-title font-semibold">{t('title')}</h2>
      {isError && (
        <PaneMessage
          role="alert"
          title={t('error')}
          action={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
        >
          {t('errorHint')}
        </PaneMessage>
      )}
      {data === undefined && !isError && <TemplatesSkeleton label={t('loading')} />}
      {data?.length === 0 && <PaneMessage title={t('none')}>{t('noneHint')}</PaneMessage>}
      {data !== undefined && chosen !== undefined && (
        <div className="flex min-h-0 flex-1 flex-col sm:flex-row">
          <ul className="shrink-0 overflow-y-auto border-line p-2 max-sm:max-h-40 max-sm:border-b sm:w-56 sm:border-r">
            {data.map((template) => (
              <li key={idOf(template)}>
                <button
                  type="button"
                  aria-pressed={template === chosen}
                  onClick={() => choose(idOf(template))}
                  className={classes(
                    'flex w-full flex-col rounded-control px-2.5 py-1.5 text-left text-base hover:bg-hover',
                    template === chosen && 'bg-accent-tint',
                  )}
                >
                  <span className="anywhere font-medium">{template.name}</span>
                  <span className="text-small text-ink-secondary">{template.language}</span>
                </button>
              </li>
            ))}
          </ul>
          <TemplateForm
            key={idOf(chosen)}
            template={chosen}
            first={firstValues(chosen, conversation.contact.name, draft)}
            onSend={(variables) => send(chosen, variables)}
          />
        </div>
      )}
    </Dialog>
  )
}

function TemplatesSkeleton({ label }: { label: string }) {
  return (
    <div className="flex flex-col gap-3 p-4">
      <p role="status" className="sr-only">
        {label}
      </p>
      <Skeleton className="w-40" />
      <Skeleton className="w-64" />
      <Skeleton className="w-52" />
    </div>
  )
}
