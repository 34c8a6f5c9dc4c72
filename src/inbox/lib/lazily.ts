import { lazy } from 'react'
import type { ComponentType } from 'react'

/**
 * A component that the page does without until it is here, and for good when it does not come: draw it under a `Suspense`. For what
 * must come, or say that it did not, there is `createLatePart`.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      return { default: await load() }
    } catch {
      return { default: () => null }
    }
  })
}
