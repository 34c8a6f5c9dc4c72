import { useTranslations } from 'use-intl'
import { classes } from '#inbox/ui/classes.ts'
import type { useCannedReplies } from './use-canned-replies.ts'

type ReplyListProps = { list: NonNullable<ReturnType<typeof useCannedReplies>['list']> }

/** Canned replies that fit what was typed, over the field. */
export function ReplyList({ list: { id, found, lit, isPending, isError, light, choose } }: ReplyListProps) {
  const t = useTranslations('composer')
  return (
    <div className="absolute inset-x-0 bottom-full z-10 mb-1 overflow-hidden rounded-card border border-line bg-surface shadow-float">
      <div id={id} role="listbox" aria-label={t('canned')} className="max-h-72 overflow-y-auto p-1.5 empty:hidden">
        {found.map((reply, index) => (
          <div
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === lit}
            tabIndex={-1}
            onPointerMove={() => light(index)}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reply)}
            className={classes('flex gap-3 rounded-control px-2.5 py-1.5 text-base', index === lit && 'bg-accent-tint')}
          >
            <span className="shrink-0 font-medium">/{reply.shortcut}</span>
            <span dir="auto" className="min-w-0 flex-1 truncate text-ink-secondary">
              {reply.text}
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className="px-4 py-3 text-base text-ink-secondary">
          {isError ? t('cannedError') : isPending ? t('cannedLoading') : t('cannedNone')}
        </p>
      )}
    </div>
  )
}
