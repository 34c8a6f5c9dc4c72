import { createEmitter } from '#inbox/lib/emitter.ts'

/** A sentence by its key in the catalogue, with what goes into it. Data never holds words. */
export type Message = { key: string; values: Record<string, string | number> }

export type ToastAction = { labelKey: string; commandId?: string; run?: () => void }

/** `key`: a newer toast with the same key takes the older one's place. */
export type Toast = {
  id: string
  kind: 'done' | 'refused' | 'conflict' | 'info'
  message: Message
  action?: ToastAction
  key?: string
}

/** Something to be said to a screen reader, politely; `id` differs when the same sentence is to be said again. */
export type Announcement = { id: number; message: Message }

export type Toasts = {
  list: () => readonly Toast[]
  push: (toast: Omit<Toast, 'id'>) => string
  dismiss: (id: string) => void
  announcement: () => Announcement | null
  announce: (message: Message) => void
  subscribe: (listener: () => void) => () => void
}

const MOST_AT_ONCE = 4

export function createToasts(): Toasts {
  const changed = createEmitter()
  let toasts: readonly Toast[] = []
  let announcement: Announcement | null = null
  let made = 0
  return {
    list: () => toasts,
    push(toast) {
      made += 1
      const id = `toast_${made}`
      const others = toasts.filter((other) => toast.key === undefined || other.key !== toast.key)
      toasts = [...others, { ...toast, id }].slice(-MOST_AT_ONCE)
      changed.emit()
      return id
    },
    dismiss(id) {
      if (!toasts.some((toast) => toast.id === id)) return
      toasts = toasts.filter((toast) => toast.id !== id)
      changed.emit()
    },
    announcement: () => announcement,
    announce(message) {
      announcement = { id: (announcement?.id ?? 0) + 1, message }
      changed.emit()
    },
    subscribe: changed.subscribe,
  }
}
