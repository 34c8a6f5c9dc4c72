import { useTranslations } from 'use-intl'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { commandOf } from '#inbox/commands/registry.ts'
import { useAnnouncement, useDismissToast, useToasts } from '#inbox/data/hooks.ts'
import type { Toast } from '#inbox/data/toasts.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { ToastRegion } from '#inbox/ui/toast-region.tsx'
import type { ToastItem, ToastRoom } from '#inbox/ui/toast-region.tsx'
import { useWords } from '#inbox/words/use-words.ts'

/** What was done, with the way back; what was refused or lost, with what to do. */
export function Toasts({ context, room }: { context: CommandContext; room: ToastRoom }) {
  const t = useTranslations()
  const words = useWords()
  const toasts = useToasts()
  const dismiss = useDismissToast()
  const announcement = useAnnouncement()
  const items = toasts.map((toast) => ({
    id: toast.id,
    place: toast.key ?? toast.id,
    text: words(toast.message.key, named(toast.message.values)),
    tone: toast.kind === 'refused' || toast.kind === 'conflict' ? ('trouble' as const) : ('plain' as const),
    action: actionOf(toast),
  }))

  function named(values: Toast['message']['values']): Toast['message']['values'] {
    // A contact without name and number still needs a word in the sentence.
    const shown = Object.entries(values).map(([key, value]): [string, typeof value] => [
      key,
      typeof value === 'string' ? (presentable(value) ?? t('common.somebody')) : value,
    ])
    return Object.fromEntries(shown)
  }

  function actionOf({ action, id }: Toast): ToastItem['action'] {
    if (action === undefined) return undefined
    const command = action.commandId === undefined ? undefined : commandOf(action.commandId)
    const run = () => {
      dismiss(id)
      if (command === undefined) action.run?.()
      else if (command.when(context)) command.run(context)
    }
    return {
      label: words(action.labelKey),
      run,
      ...(command === undefined ? {} : { keys: keysFor(command.id), keyshortcuts: ariaKeyshortcuts(command.id) }),
    }
  }

  return (
    <>
      <ToastRegion
        label={t('toasts.label')}
        closeLabel={t('common.close')}
        items={items}
        onClose={dismiss}
        room={room}
      />
      <p role="status" className="sr-only">
        {announcement !== null && (
          <span key={announcement.id}>{words(announcement.message.key, named(announcement.message.values))}</span>
        )}
        {toasts
          .filter((toast) => toast.kind === 'info')
          .map((toast) => (
            <span key={toast.id}>{words(toast.message.key, named(toast.message.values))}</span>
          ))}
      </p>
    </>
  )
}
