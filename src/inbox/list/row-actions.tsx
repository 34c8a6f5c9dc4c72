import { Check, RotateCcw, Star, UserRound } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Status } from '#contract/conversation.ts'
import { keysFor } from '#inbox/commands/keymap.ts'

const acts = ['toggle-resolved', 'assign-to-me', 'toggle-starred'] as const
export type RowAct = (typeof acts)[number]

/** Reads which shortcut of a row was clicked, if any. */
export function rowActOf(target: EventTarget): RowAct | null {
  const act = target instanceof Element ? target.closest<HTMLElement>('[data-act]')?.dataset['act'] : undefined
  return acts.find((known) => known === act) ?? null
}

/**
 * What the pointer can do to the row it is over. Everything here is a command that has a key, a palette entry and a button in the
 * thread, so these are neither buttons nor tab stops: an option of a list cannot hold those.
 */
export function RowActions({ status, starred }: { status: Status; starred: boolean }) {
  const t = useTranslations('list')
  const isResolved = status === 'resolved'
  return (
    <span
      aria-hidden="true"
      className="absolute right-2 bottom-1.5 hidden gap-0.5 rounded-control bg-surface p-0.5 shadow-[0_0_0_1px_var(--line)] pointer-fine:group-hover:flex"
    >
      <span
        data-act="toggle-starred"
        data-tip={t(starred ? 'unstar' : 'star')}
        data-tip-keys={keysFor('star')}
        className="rounded-small p-1 hover:bg-hover"
      >
        <Star size={14} className={starred ? 'fill-current' : undefined} />
      </span>
      <span
        data-act="assign-to-me"
        data-tip={t('assignToMe')}
        data-tip-keys={keysFor('assign-to-me')}
        className="rounded-small p-1 hover:bg-hover"
      >
        <UserRound size={14} />
      </span>
      <span
        data-act="toggle-resolved"
        data-tip={t(isResolved ? 'reopen' : 'resolve')}
        data-tip-keys={keysFor('resolve')}
        className="rounded-small p-1 hover:bg-hover"
      >
        {isResolved ? <RotateCcw size={14} /> : <Check size={14} />}
      </span>
    </span>
  )
}
