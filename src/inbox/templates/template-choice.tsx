import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { Template } from '#contract/sending.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { templatesQuery } from '#inbox/data/templates.ts'
import { Button } from '#inbox/ui/button.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { Skeleton } from '#inbox/ui/skeleton.tsx'

type TemplateChoiceProps = {
  connectionId: string
  /** As `templateId` names it; the first one while none is chosen, or the chosen one is no longer approved. */
  chosenId: string | null
  onChoose: (id: string) => void
  /** What is drawn of the chosen one. */
  children: (chosen: Template) => ReactNode
}

/** A template's name is only unique in its language. */
export const templateId = ({ name, language }: Template) => `${name} ${language}`

/** The chosen template, else the first; undefined while there is none. */
export function chosenOf(templates: readonly Template[] | undefined, chosenId: string | null): Template | undefined {
  return templates?.find((template) => templateId(template) === chosenId) ?? templates?.[0]
}

/** A language as people call it; a vendor's own code where nobody knows that. */
function languageIn(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code.replaceAll('_', '-')) ?? code
  } catch {
    return code
  }
}

/** The templates that the channel of a connection approved, and the chosen one beside them. */
export function TemplateChoice({ connectionId, chosenId, onChoose, children }: TemplateChoiceProps) {
  const t = useTranslations('templates')
  const { data, isError, refetch } = useQuery(templatesQuery(connectionId))
  const locale = useLocale()
  const chosen = chosenOf(data, chosenId)
  if (isError && data === undefined) {
    return (
      <PaneMessage
        role="alert"
        title={t('error')}
        action={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
      >
        {t('errorHint')}
      </PaneMessage>
    )
  }
  if (data === undefined) return <TemplatesSkeleton label={t('loading')} />
  if (chosen === undefined) return <PaneMessage title={t('none')}>{t('noneHint')}</PaneMessage>
  return (
    <div className="flex min-h-0 flex-1 flex-col sm:flex-row">
      <ul className="shrink-0 overflow-y-auto border-line p-2 max-sm:max-h-40 max-sm:border-b sm:w-56 sm:border-r">
        {data.map((template) => (
          <li key={templateId(template)}>
            <button
              type="button"
              aria-pressed={template === chosen}
              onClick={() => onChoose(templateId(template))}
              className={classes(
                'flex w-full flex-col rounded-control px-2.5 py-1.5 text-left text-base hover:bg-hover',
                template === chosen && 'bg-accent-tint',
              )}
            >
              <span className="anywhere overflow-clip font-medium">{presentable(template.name) ?? template.name}</span>
              <span className="text-small text-ink-secondary">{languageIn(locale, template.language)}</span>
            </button>
          </li>
        ))}
      </ul>
      {children(chosen)}
    </div>
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
