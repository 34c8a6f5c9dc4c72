import type { SyntheticEvent } from 'react'

/** What is pressed under a message often goes with what it did: the focus then stays in the thread, with its messages. */
export function focusMessages({ currentTarget }: SyntheticEvent<HTMLElement>): void {
  currentTarget.closest<HTMLElement>('[role="log"]')?.focus({ preventScroll: true })
}
