import type { Store } from '#simulators/kit/store.ts'
import type { Ground, Tools } from './common-world.ts'
import { layHighlevel, layTeamworkDesk, layWapikit } from './grounds.ts'
import { layKirim } from './world.ts'

/** A vendor of which it can be told what reached it. */
export type SendingGround = Ground & {
  /** Conversations of two customers who have just written, by the vendor's ids. */
  customers: readonly [string, string]
  /** A customer writes; somebody answers in the vendor's own dashboard. */
  write: (id: string) => void
  reply: (id: string) => void
  /** What was written to this customer, oldest first, and the vendor's word for how far it came; null where it has none. */
  held: (id: string) => { id: string; status: string | null }[]
}

type Options = { seed: number; webhooks: boolean }

const HELLO = 'Halo'
const AGAIN = 'Permisi'
const FROM_DASHBOARD = { act: 'reply', text: 'Dari dasbor' } as const
const NUMBERS = ['+628120000000', '+628120000001'] as const

/** Every vendor that can be simulated, and one that is as Kirim.chat would be without keys. */
export const sendingGrounds: Readonly<Record<string, (options: Options, tools: Tools) => Promise<SendingGround>>> = {
  kirim: (options, tools) => kirim(options, tools, false),
  'kirim without keys': (options, tools) => kirim(options, tools, true),
  wapikit,
  highlevel,
  'teamwork-desk': teamworkDesk,
}

async function kirim({ seed, webhooks }: Options, tools: Tools, keyless: boolean): Promise<SendingGround> {
  // Where the vendor announces messages by the ids that we know, its announcements are applied as they come.
  const statusIds = seed % 2 === 0 ? 'wamid' : 'own'
  const ground = await layKirim({ webhooks, keyless, simulator: { behaviour: { statusIds } } }, tools)
  const { simulator } = ground
  const arrive = (from: string) => simulator.receive({ from, text: HELLO }).conversation.id
  const held = `select id, status from messages where conversation_id = ? and direction = 'outbound' order by created_ms, rowid`
  return {
    ...ground,
    customers: [arrive(NUMBERS[0]), arrive(NUMBERS[1])],
    write: (id) => simulator.receive({ conversation_id: id, text: AGAIN }),
    reply: (id) => simulator.act(id, FROM_DASHBOARD),
    held: (id) => read(simulator.vendor.store, held, id),
  }
}

async function wapikit({ webhooks }: Options, tools: Tools): Promise<SendingGround> {
  const ground = layWapikit({ webhooks }, tools)
  const { simulator } = ground
  const arrive = (from: string) => simulator.receive({ from, text: HELLO }).conversation.id
  const sql = `select id, lower(status) as status from messages
    where conversation_id = ? and direction = 'OutBound' order by seq`
  const held = (id: string) => read(simulator.vendor.store, sql, id)
  return {
    ...ground,
    customers: [arrive(NUMBERS[0]), arrive(NUMBERS[1])],
    write: (id) => simulator.receive({ conversation_id: id, text: AGAIN }),
    reply(id) {
      const before = held(id).length
      try {
        simulator.act(id, FROM_DASHBOARD)
      } catch (error) {
        // Meta may refuse it while whoever wrote it waits; then nothing was written.
        if (held(id).length !== before) throw error
      }
    },
    held,
  }
}

async function highlevel({ webhooks }: Options, tools: Tools): Promise<SendingGround> {
  const ground = layHighlevel({ webhooks }, tools)
  const { simulator } = ground
  const texts = simulator.receive({ from: NUMBERS[0], type: 'TYPE_WHATSAPP', text: HELLO })
  const mail = simulator.receive({ email: 'ana@mail.example', type: 'TYPE_EMAIL', subject: 'Ukuran', text: HELLO })
  const held = `select coalesce('e-mail:' || e.id, m.id) as id, coalesce(e.status, m.status) as status from messages m
    left join emails e on e.message_id = m.id
    where m.conversation_id = ? and m.direction = 'outbound' order by m.rowid, e.rowid`
  return {
    ...ground,
    customers: [texts.conversation.id, mail.conversation.id],
    write: (id) => simulator.receive({ conversation_id: id, text: AGAIN }),
    reply: (id) => simulator.act(id, FROM_DASHBOARD),
    held: (id) => read(simulator.vendor.store, held, id),
  }
}

async function teamworkDesk({ webhooks }: Options, tools: Tools): Promise<SendingGround> {
  const ground = await layTeamworkDesk({ webhooks }, tools)
  const { simulator } = ground
  const arrive = (from: string) => `ticket:${simulator.receive({ from, text: HELLO }).ticket?.id}`
  // How far an e-mail came is told nowhere.
  const held = `select id, null as status from messages
    where ticket_id = ? and author_type = 'users' and thread_type = 'message' order by id`
  return {
    ...ground,
    customers: [arrive('ana@mail.example'), arrive('budi@mail.example')],
    write: (id) => simulator.receive({ ticket_id: ticketNumber(id), text: AGAIN }),
    reply: (id) => simulator.act(ticketNumber(id), FROM_DASHBOARD),
    held: (id) => read(simulator.vendor.store, held, ticketNumber(id)),
  }
}

function ticketNumber(id: string): number {
  return Number(id.slice('ticket:'.length))
}

function read(store: Store, sql: string, id: string | number): { id: string; status: string | null }[] {
  return store
    .all(sql, id)
    .map((row) => ({ id: String(row['id']), status: row['status'] === null ? null : String(row['status']) }))
}
