import { sql } from 'kysely'
import { inbox } from './migrations/0001-inbox.ts'
import { signIn } from './migrations/0002-sign-in.ts'
import { secrets } from './migrations/0003-secrets.ts'
import { search } from './migrations/0004-search.ts'
import { notices } from './migrations/0005-notices.ts'
import { sends } from './migrations/0006-sends.ts'
import { readState } from './migrations/0007-read-state.ts'
import { byWindow } from './migrations/0008-window.ts'
import { presence } from './migrations/0009-presence.ts'
import { notes } from './migrations/0010-notes.ts'
import { cannedReplies } from './migrations/0011-canned-replies.ts'
import { drafts } from './migrations/0012-drafts.ts'
import { uploads } from './migrations/0013-uploads.ts'
import { parts } from './migrations/0014-parts.ts'
import { firstMessages } from './migrations/0015-first-messages.ts'
import { previewType } from './migrations/0016-preview-type.ts'
import { connectionSettings } from './migrations/0017-connection-settings.ts'
import { keptHere } from './migrations/0018-kept-here.ts'
import { contactEmail } from './migrations/0019-contact-email.ts'
import { webhookSubscriptions } from './migrations/0020-webhook-subscriptions.ts'
import { fileRef } from './migrations/0021-file-ref.ts'
import { tags } from './migrations/0022-tags.ts'
import { vendorName } from './migrations/0023-vendor-name.ts'
import type { Storage, Tx } from './storage.ts'

type Migration = { id: string; statements: (dialect: Storage['dialect']) => string[] }

/** In order, for ever: a migration that has been released is never edited, only followed. */
export const migrations: readonly Migration[] = [
  { id: '0001-inbox', statements: inbox },
  { id: '0002-sign-in', statements: signIn },
  { id: '0003-secrets', statements: secrets },
  { id: '0004-search', statements: search },
  { id: '0005-notices', statements: notices },
  { id: '0006-sends', statements: sends },
  { id: '0007-read-state', statements: readState },
  { id: '0008-window', statements: byWindow },
  { id: '0009-presence', statements: presence },
  { id: '0010-notes', statements: notes },
  { id: '0011-canned-replies', statements: cannedReplies },
  { id: '0012-drafts', statements: drafts },
  { id: '0013-uploads', statements: uploads },
  { id: '0014-parts', statements: parts },
  { id: '0015-first-messages', statements: firstMessages },
  { id: '0016-preview-type', statements: previewType },
  { id: '0017-connection-settings', statements: connectionSettings },
  { id: '0018-kept-here', statements: keptHere },
  { id: '0019-contact-email', statements: contactEmail },
  { id: '0020-webhook-subscriptions', statements: webhookSubscriptions },
  { id: '0021-file-ref', statements: fileRef },
  { id: '0022-tags', statements: tags },
  { id: '0023-vendor-name', statements: vendorName },
]

/** Any number, the same in every process: who holds this lock migrates, the others wait and then find it done. */
const ADVISORY_LOCK = 4_600_001

/** Brings the tables up to date, one transaction a migration. Safe when several processes start at once. Answers what it ran. */
export async function migrate(storage: Storage): Promise<string[]> {
  const ran: string[] = []
  for (const migration of migrations) {
    if (await storage.write((tx) => apply(tx, storage.dialect, migration))) ran.push(migration.id)
  }
  return ran
}

async function apply(tx: Tx, dialect: Storage['dialect'], { id, statements }: Migration): Promise<boolean> {
  // Before anything else: on PostgreSQL even `create table if not exists` fails when two do it at once.
  if (dialect === 'postgres') {
    // A migration of a large table, or waiting for one, may take longer than a request is given.
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(tx)
  }
  await sql`create table if not exists migrations (id text primary key)`.execute(tx)
  const { rows } = await sql`select id from migrations where id = ${id}`.execute(tx)
  if (rows.length > 0) return false
  for (const statement of statements(dialect)) await sql.raw(statement).execute(tx)
  await sql`insert into migrations (id) values (${id})`.execute(tx)
  return true
}
