import type { Status } from '#contract/conversation.ts'

const tones = { open: 'bg-good', pending: 'bg-warning', resolved: 'bg-ink-decor' } as const

/** A colour beside the status that is written out. */
export function StatusDot({ status }: { status: Status }) {
  return <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${tones[status]}`} />
}
