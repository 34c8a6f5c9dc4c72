import * as z from 'zod/mini'
import { conversationSchema } from '#contract/conversation.ts'
import type { Status } from '#contract/conversation.ts'
import { conflictBodySchema } from '#contract/live-event.ts'
import type { Name } from './cast.ts'
import { holdPatches } from './gateway-answers.ts'
import { asPage } from './people.ts'
import { details, notices, row, statusTab, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

const rounds: Name[] = ['Ana Wijaya', 'Budi Santoso', 'Citra Lestari']

test('of two agents who act in the same moment one wins, the other sees who, and may take over', async ({
  maya,
  rina,
  house,
}) => {
  const wishes = new Map<Name, Status>()
  for (const name of rounds) {
    for (const page of [maya, rina]) await statusTab(page, 'All').click()
    await walkTo(maya, name)
    await walkTo(rina, name)
    const patches = [await holdPatches(maya), await holdPatches(rina)]

    // Neither can know of the other: both have acted before either is heard.
    await maya.keyboard.press('e')
    await rina.keyboard.press('p')
    for (const { waiting } of patches) await expect.poll(waiting).toEqual([house.idOf(name)])
    await Promise.all(patches.map(({ pass }) => pass()))

    const mayaLost = notices(maya).getByText(new RegExp(`Rina Hartati set ${name} pending .*Your change was not made`))
    const rinaLost = notices(rina).getByText(new RegExp(`Maya Putri resolved ${name} .*Your change was not made`))
    await expect.poll(async () => (await mayaLost.count()) + (await rinaLost.count())).toBe(1)

    const winner = (await mayaLost.count()) === 1 ? 'Rina' : 'Maya'
    const [loser, wish, word] =
      winner === 'Rina' ? [maya, 'resolved' as const, 'Resolved'] : [rina, 'pending' as const, 'Pending']
    await notices(loser).getByRole('button', { name: 'Take over' }).click()

    wishes.set(name, wish)
    for (const page of [maya, rina]) {
      await row(page, name).click()
      await expect(details(page).getByRole('button', { name: `Status: ${word}` })).toBeVisible()
    }
    await expect(notices(maya)).not.toContainText('Your change was not made')
    await expect(notices(rina)).not.toContainText('Your change was not made')
  }
  for (const [name, wish] of wishes) {
    await expect.poll(() => house.vendor.conversation(house.idOf(name)).status, { timeout: 20_000 }).toBe(wish)
  }
})

const answerSchema = z.object({ data: conversationSchema })
const others = {
  open: ['pending', 'resolved'],
  pending: ['open', 'resolved'],
  resolved: ['open', 'pending'],
} as const satisfies Record<Status, [Status, Status]>

test('in two hundred rounds of two at once, one wins each time and the vendor ends as the screen', async ({
  maya,
  house,
  playwright,
}) => {
  test.slow()
  const id = house.idOf('Dimas Nugroho')
  await statusTab(maya, 'All').click()
  await row(maya, 'Dimas Nugroho').click()
  const [first, second] = await Promise.all(
    [house.people?.maya, house.people?.rina].map((storageState) =>
      playwright.request.newContext({ ...asPage(house.url), ...(storageState === undefined ? {} : { storageState }) }),
    ),
  )
  if (first === undefined || second === undefined) throw new Error('Nobody was admitted.')
  let { version, status } = z.parse(answerSchema, await (await first.get(`/v1/conversations/${id}`)).json()).data

  for (let round = 0; round < 200; round += 1) {
    const [wishOfFirst, wishOfSecond] = others[status]
    const named = { 'If-Match': String(version) }
    const answers = await Promise.all([
      first.patch(`/v1/conversations/${id}`, { data: { status: wishOfFirst }, headers: named }),
      second.patch(`/v1/conversations/${id}`, { data: { status: wishOfSecond }, headers: named }),
    ])
    const [a, b] = answers
    expect(answers.map((answer) => answer.status())).toEqual(a.ok() ? [200, 412] : [412, 200])
    const [won, lost, who] = a.ok() ? [a, b, 'Maya Putri'] : [b, a, 'Rina Hartati']
    const conflict = z.parse(conflictBodySchema, await lost.json())
    const winner = z.parse(answerSchema, await won.json()).data
    expect(conflict.changes.at(-1)?.actor.name).toBe(who)
    expect(conflict.conversation.status).toBe(winner.status)
    ;({ version, status } = winner)
  }

  const word = { open: 'Open', pending: 'Pending', resolved: 'Resolved' }[status]
  await expect(details(maya).getByRole('button', { name: `Status: ${word}` })).toBeVisible()
  await expect.poll(() => house.vendor.conversation(id).status, { timeout: 20_000 }).toBe(status)
  await expect(details(maya)).toContainText('Up to date')
  await first.dispose()
  await second.dispose()
})
