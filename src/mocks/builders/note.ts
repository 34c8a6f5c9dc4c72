import type { Note } from '#contract/note.ts'

let made = 0

/** A note that a colleague wrote. */
export function makeNote(fields: Partial<Note> = {}): Note {
  made += 1
  return {
    id: `nte_${made}`,
    object: 'note',
    conversation_id: 'cnv_ana',
    text: `Note ${made}`,
    author: { id: 'agt_rina', name: 'Rina Hartati' },
    key: `note-key-${made}`,
    created_at: '2026-11-20T10:00:00.000Z',
    ...fields,
  }
}
