import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { guardedFields } from '#contract/conversation.ts'
import type { GuardedField, OwedField } from '#contract/conversation.ts'
import { countDrift } from '#gateway/storage/counts.ts'
import { readChanges } from '#gateway/storage/changes.ts'
import { outboxBacklog, owedPatches } from '#gateway/storage/outbox.ts'
import { fieldsOf } from '#gateway/usecases/conversations/outbox-patch.ts'
import { parseNotices } from '#gateway/usecases/conversations/sync-notices.ts'
import { Failure } from '#gateway/usecases/fail.ts'
import { days } from '#gateway/testing/days.ts'
import type { Happening } from '#gateway/testing/days.ts'
import { playWebhookTrick } from '#gateway/testing/webhook-tricks.ts'
import { letTimeRun, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, createWorld } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'

/** How many days are tried; more find more. */
const RUNS = Number(process.env['SIGAP_DAYS'] ?? 25)
/** Longer than every wait there is: a lease, the longest probe, a retry, and a request that may arrive late. */
const UNTIL_SETTLED_MS = 120_000
/** Longer than a lease, a probe and a walk take together. */
const UNTIL_SEEN_MS = 45_000
/** A PATCH may meet a change made between the read before it and itself. */
const RACE_MS = 32_000

/** What we keep here is not compared with the vendor before it is shown, so an older change there is learnt after it. */
const LEARNT_WITHIN_MS = 60_000

type Act = { to: number; field: GuardedField; value: string | null; at: number; knew: string | null; owed: boolean }
type Diary = {
  acts: Act[]
  dashboard: { to: number; field: GuardedField; value: string | null; at: number }[]
  notices: { to: number; field: OwedField; at: number }[]
}

afterEach(letTimeRun)

test('however a day goes, gateway and vendor end alike and no act is silently lost', { timeout: 900_000 }, async () => {
  const law = fc.assert(
    fc.asyncProperty(fc.nat(), fc.boolean(), days, async (seed, webhooks, day) => {
      const world = await createWorld({ seed, webhooks })
      try {
        await live(world, day)
      } finally {
        await world.close()
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
})

async function live(world: World, day: readonly Happening[]): Promise<void> {
  const { simulator } = world
  const ids = [0, 1, 2].map((index) => {
    const last_message_at = index === 0 ? null : new Date(Date.now() - index * 60_000).toISOString()
    return simulator.placeConversation({ last_message_at, contact: { phone_number: `+62812000000${index}` } }).id
  })
  const diary: Diary = { acts: [], dashboard: [], notices: [] }
  let gateway = world.start()
  await pass(2000)
  const steady = simulator.faults.list().map(({ id }) => id)

  for (const happening of day) {
    await pass(happening.at)
    await noteNotices(world, ids, diary)
    switch (happening.what) {
      case 'patch':
        await act(world, ids, happening, diary)
        break
      case 'act':
        note(diary, happening.to, simulator.conversation(ids[happening.to] ?? ''), () =>
          simulator.act(ids[happening.to] ?? '', happening.act),
        )
        break
      case 'write':
        note(diary, happening.to, simulator.conversation(ids[happening.to] ?? ''), () => {
          const { conversation } = simulator.receive({ conversation_id: ids[happening.to] ?? '' })
          return simulator.conversation(conversation.id)
        })
        break
      case 'fault':
        simulator.faults.add(happening.fault)
        break
      case 'mend':
        mend(world, steady)
        break
      case 'restart':
        await gateway.stop()
        gateway = world.start()
        break
      case 'kill':
        gateway.kill()
        gateway = world.start()
        break
      case 'webhooks':
        await playWebhookTrick(world.webhooks, happening.how)
        break
    }
  }

  mend(world, steady)
  await simulator.webhooks.release('reversed')
  await passUntil(async () => {
    await noteNotices(world, ids, diary)
    return (await outboxBacklog(world.storage.db, WORKSPACE_ID, CONNECTION_ID)) === 0
  }, UNTIL_SETTLED_MS)
  await pass(UNTIL_SEEN_MS)
  await noteNotices(world, ids, diary)
  await examine(world, ids, diary)
}

function mend({ simulator }: World, steady: readonly string[]) {
  for (const { id } of simulator.faults.list()) if (!steady.includes(id)) simulator.faults.clear(id)
}

async function act(world: World, ids: string[], happening: Extract<Happening, { what: 'patch' }>, diary: Diary) {
  const { to, patch, by } = happening
  const id = ids[to] ?? ''
  const row = await world.row(id)
  const version = { none: undefined, seen: row.version, old: 1 }[happening.version]
  try {
    await world.patch(by, id, patch, version)
  } catch (error) {
    if (error instanceof Failure && error.code === 'version_conflict') return
    throw error
  }
  const at = Date.now()
  const owing = await owedPatches(world.storage.db, WORKSPACE_ID, [id])
  const owed = new Set(owing.flatMap((row) => fieldsOf(row.patch)))
  const note = (field: GuardedField, value: string | null, knew: string | null) =>
    diary.acts.push({ to, field, value, at, knew, owed: owed.has(field) })
  if (patch.status !== undefined) note('status', patch.status, row.status_shadow)
  if (patch.assigned_to !== undefined) note('assignee', patch.assigned_to, row.assignee_shadow)
}

type Held = { status: string; assignee: { id: string } | null }

function note(diary: Diary, to: number, before: Held, change: () => Held | null) {
  const after = change()
  if (after === null) return
  const at = Date.now()
  if (after.status !== before.status) diary.dashboard.push({ to, field: 'status', value: after.status, at })
  if (after.assignee?.id !== before.assignee?.id) {
    diary.dashboard.push({ to, field: 'assignee', value: after.assignee?.id ?? null, at })
  }
}

async function noteNotices(world: World, ids: readonly string[], diary: Diary) {
  for (const [to, id] of ids.entries()) {
    const notices = parseNotices((await world.row(id)).notice)
    diary.notices.push(...notices.map(({ field, at }) => ({ to, field, at: Date.parse(at) })))
  }
}

async function examine(world: World, ids: readonly string[], diary: Diary) {
  expect(world.warnings).toEqual([])
  expect(await outboxBacklog(world.storage.db, WORKSPACE_ID, CONNECTION_ID)).toBe(0)
  expect(await world.storage.snapshot((db) => countDrift(db, WORKSPACE_ID, CONNECTION_ID))).toEqual([])
  const changes = await readChanges(world.storage.db, WORKSPACE_ID, 0, 100_000)
  expect(changes.map((change) => change.seq)).toEqual(changes.map((_, index) => index + 1))

  for (const [to, id] of ids.entries()) {
    const row = await world.row(id)
    const vendor = world.simulator.conversation(id)
    const holder = vendor.assignee?.id ?? null
    expect(row.version).toBe(changes.findLast((change) => change.conversation_id === id)?.seq)
    expect(row).toMatchObject({ sync_state: 'synced', removed_ms: null, unread_count: vendor.unread_count })
    expect(row).toMatchObject({ status: vendor.status, status_shadow: vendor.status, assignee_shadow: holder })
    if (row.assignee_kept_here === 0) expect(await vendorIdOf(world, row.assignee_id)).toBe(holder)
    for (const field of guardedFields) {
      const shown = field === 'status' ? row.status : row.assignee_id
      nothingLost(diary, to, field, shown)
      const held = field === 'status' ? vendor.status : holder
      nothingOverwritten(diary, to, field, held)
    }
  }
}

async function vendorIdOf(world: World, agentId: string | null): Promise<string | null> {
  if (agentId === null) return null
  const identity = await world.storage.db
    .selectFrom('agent_identities')
    .select('vendor_user_id')
    .where('workspace_id', '=', WORKSPACE_ID)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return identity?.vendor_user_id ?? 'unknown at the vendor'
}

/** The last act on a field is what the screen shows, or somebody changed the field after it at the vendor, or a notice tells. */
function nothingLost(diary: Diary, to: number, field: GuardedField, shown: string | null) {
  const last = diary.acts.findLast((act) => act.to === to && act.field === field)
  if (last === undefined || last.value === shown) return
  const isKeptHere = last.value === people.sari.id
  // What was asked for is what the vendor was known to hold: then nothing is owed, and nothing can be lost.
  if (!last.owed && !isKeptHere) return
  const since = isKeptHere ? last.at - LEARNT_WITHIN_MS : last.at
  const superseded = diary.dashboard.some((act) => act.to === to && act.field === field && act.at >= since)
  const told = diary.notices.some((notice) => notice.to === to && notice.field === field && notice.at >= last.at)
  expect({ lost: last, superseded, told, shown }).toMatchObject(superseded ? { superseded: true } : { told: true })
}

/** What was changed last at the vendor stays, unless an agent who knew it changed it again. */
function nothingOverwritten(diary: Diary, to: number, field: GuardedField, held: string | null) {
  const last = diary.dashboard.findLast((act) => act.to === to && act.field === field)
  if (last === undefined || last.value === held) return
  const knowing = diary.acts.some(
    (act) => act.to === to && act.field === field && act.at >= last.at && act.knew === last.value,
  )
  const raced = diary.acts.some((act) => act.to === to && act.field === field && Math.abs(last.at - act.at) < RACE_MS)
  expect({ overwritten: last, knowing, raced, held }).toMatchObject(knowing ? { knowing: true } : { raced: true })
}
