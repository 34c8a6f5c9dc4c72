/** What only colleagues read: it looks like nothing that a customer ever gets, wherever it was written. */
export const NOTE_LOOK =
  'group ml-auto flex w-fit max-w-[min(85%,34rem)] min-w-40 flex-col rounded-card border border-dashed border-warning bg-warning-tint px-3 py-1.5'
