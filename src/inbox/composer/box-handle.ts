import type { ComposerHandle } from '#inbox/commands/context.ts'

/** One of the composer's boxes, as the composer reaches it. */
export type BoxHandle = Omit<ComposerHandle, 'write'> & { focus: () => void }
