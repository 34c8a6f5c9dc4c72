import { expectActive, list, notices, order, row, thread, walkTo } from './screen.ts'
import { expect, test } from './test.ts'

const dialog = 'dialog'

/** What the cheat sheet says, in its order. */
const keys = [
  ['Resolve, or reopen', 'E'],
  ['Resolve and go to the next', '['],
  ['Resolve and go to the previous', ']'],
  ['Set pending', 'P'],
  ['Set status…', 'S'],
  ['Assign to…', 'A'],
  ['Assign to me', 'I'],
  ['Unassign', 'Shift+I'],
  ['Star, or remove the star', 'F'],
  ['Mark unread', 'Shift+U'],
  ['Undo', 'Z', 'Ctrl+Z'],
  ['Copy link', 'Y'],
  ['Reply', 'R'],
  ['Write a private note', 'N'],
  ['Send', 'Ctrl+↵'],
  ['Send and resolve', 'Ctrl+Shift+↵'],
  ['Send a template', 'T'],
  ['Next conversation', 'J', '↓'],
  ['Previous conversation', 'K', '↑'],
  ['Open', '↵', 'O'],
  ['One step out', 'Esc'],
  ['Select or unselect', 'X'],
  ['Select downwards', 'Shift+J', 'Shift+↓'],
  ['Select upwards', 'Shift+K', 'Shift+↑'],
  ['Select all loaded', 'Ctrl+A'],
  ['Go to mine', 'G M'],
  ['Go to unassigned', 'G U'],
  ['Go to all', 'G A'],
  ['Go to open', 'G O'],
  ['Go to closing soon', 'G C'],
  ['Go to starred', 'G S'],
  ['Go to pending', 'G P'],
  ['Go to resolved', 'G R'],
  ['New conversation', 'C'],
  ['Search', '/'],
  ['Show what is new', '.'],
  ['Show or hide details', 'D'],
  ['Keyboard shortcuts', '?'],
  ['Command palette', 'Ctrl+K'],
] as const

/** A key as the sheet holds it: in one piece for the ear, then key by key for the eye. */
const written = (key: string) => key + key.replaceAll(' ', '')

test('the cheat sheet names every command with all of its keys', async ({ maya }) => {
  await walkTo(maya, 'Ana Wijaya')
  await maya.keyboard.press('?')

  const sheet = maya.getByRole(dialog, { name: 'Keyboard shortcuts' })
  await expect(sheet.getByRole('listitem')).toHaveText(
    keys.map(([label, ...keys]) => label + keys.map(written).join('')),
  )
  await maya.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(list(maya)).toBeFocused()
})

/** They only move about, or can do nothing at the moment. */
const notOffered = new Set([
  'Reply',
  'Write a private note',
  'Send',
  'Send and resolve',
  'Send a template',
  'Next conversation',
  'Previous conversation',
  'One step out',
  'Select downwards',
  'Select upwards',
  'Command palette',
  'Show what is new',
])

test('the palette offers every command that can do something, and does what is chosen', async ({ maya }) => {
  await walkTo(maya, 'Ana Wijaya')
  await maya.keyboard.press('p')
  await expect(notices(maya)).toContainText('Set Ana Wijaya pending')
  await maya.keyboard.press('x')

  await maya.keyboard.press('ControlOrMeta+k')

  const palette = maya.getByRole(dialog, { name: 'Command palette' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  const offered = keys.map(([label]) => label).filter((label) => !notOffered.has(label))
  for (const label of [...offered, 'Clear the selection']) {
    await expect(palette.getByRole('option', { name: label, exact: true })).toBeAttached()
  }
  await expect(palette.getByRole('option')).toHaveCount(offered.length + 1)
  await maya.keyboard.type('set pend')
  await maya.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(notices(maya)).toContainText('Set Budi Santoso pending')
})

test('J, K and the arrows walk, also when held down; Enter reads, Escape goes back', async ({ maya }) => {
  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
  await maya.keyboard.press('j')
  await expectActive(maya, 'Ana Wijaya')
  await maya.keyboard.down('j')
  await maya.keyboard.down('j')
  await maya.keyboard.up('j')
  await expectActive(maya, 'Citra Lestari')
  await maya.keyboard.press('ArrowDown')
  await maya.keyboard.press('ArrowDown')
  await maya.keyboard.press('ArrowUp')
  await maya.keyboard.press('k')
  await expectActive(maya, 'Citra Lestari')

  await maya.keyboard.press('Enter')
  await expect(thread(maya).getByRole('heading', { name: 'Citra Lestari' })).toBeVisible()
  await expect(thread(maya).getByRole('log')).toBeFocused()
  await maya.keyboard.press('j')
  await expect(thread(maya).getByRole('heading', { name: 'Dimas Nugroho' })).toBeVisible()
  await maya.keyboard.press('Escape')

  await expect(thread(maya)).toContainText('No conversation open')
  await expect(list(maya)).toBeFocused()
  await expectActive(maya, 'Dimas Nugroho')
})

test('[ and ] resolve and walk on in either direction, Y copies the link', async ({ maya }) => {
  await maya.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await walkTo(maya, 'Eka Pratama')
  await maya.keyboard.press('[')
  await expectActive(maya, 'Fitri Handayani')
  await maya.keyboard.press(']')
  await expectActive(maya, 'Dimas Nugroho')

  await maya.keyboard.press('y')

  await expect(notices(maya)).toContainText('Link copied')
})

const views = [
  { keys: ['g', 'm'], url: /\?status=open&assignee=me$/ },
  { keys: ['g', 'u'], url: /\?status=open&assignee=none$/ },
  { keys: ['g', 'a'], url: /\?status=all$/ },
  { keys: ['g', 'p'], url: /\?status=pending$/ },
  { keys: ['g', 'r'], url: /\?status=resolved$/ },
  { keys: ['g', 'o'], url: /\?status=open$/ },
]

test('G and a letter go to a view', async ({ maya }) => {
  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
  for (const { keys, url } of views) {
    for (const key of keys) await maya.keyboard.press(key)
    await expect(maya).toHaveURL(url)
  }
})

test('D hides the details and shows them again', async ({ maya }) => {
  await row(maya, 'Ana Wijaya').click()
  const details = maya.getByRole('complementary', { name: 'Details' })
  await expect(details).toBeVisible()
  await maya.keyboard.press('d')
  await expect(details).toBeHidden()
  await maya.keyboard.press('d')
  await expect(details).toBeVisible()
})

test('what is typed into a field is text, and Escape leads out of it', async ({ maya }) => {
  await walkTo(maya, 'Citra Lestari')
  const before = await order(maya)
  await maya.keyboard.press('/')
  await expect(maya.getByRole('searchbox')).toBeFocused()

  await maya.keyboard.type('e')

  await expect(maya.getByRole('searchbox')).toHaveValue('e')
  await expect(notices(maya)).not.toContainText('Resolved')
  await maya.keyboard.press('Escape')
  await expect(maya.getByRole('searchbox')).toHaveValue('')
  await maya.keyboard.press('Escape')
  await expect(list(maya)).toBeFocused()
  await expect.poll(() => order(maya)).toEqual(before)
})

test('a held E resolves one conversation, not the whole list', async ({ maya }) => {
  await walkTo(maya, 'Ana Wijaya')

  for (let times = 0; times < 5; times += 1) await maya.keyboard.down('e')
  await maya.keyboard.up('e')

  await expectActive(maya, 'Budi Santoso')
  expect(await order(maya)).toHaveLength(9)
})

test('a key that an input method is still composing with is no command', async ({ maya }) => {
  await walkTo(maya, 'Ana Wijaya')
  await list(maya).dispatchEvent('keydown', { key: 'e', code: 'KeyE', isComposing: true })
  await list(maya).dispatchEvent('keydown', { key: 'e', code: 'KeyE', keyCode: 229 })
  expect(await order(maya)).toHaveLength(10)

  await list(maya).dispatchEvent('keydown', { key: 'e', code: 'KeyE' })

  expect(await order(maya)).toHaveLength(9)
})

test('single letters can be switched off; keys with Ctrl go on working', async ({ maya }) => {
  await maya.getByRole('link', { name: 'Settings' }).click()
  await maya.getByRole('switch', { name: 'Single-letter keys' }).click()
  await maya.getByRole('link', { name: 'Back to the inbox' }).click()
  await expect(row(maya, 'Ana Wijaya')).toBeVisible()
  await list(maya).focus()
  await maya.keyboard.press('ArrowDown')

  for (const key of ['e', 'p', 'i', 'x', 'j', '?', '/']) await maya.keyboard.press(key)

  await expectActive(maya, 'Ana Wijaya')
  expect(await order(maya)).toHaveLength(10)
  await maya.keyboard.press('ControlOrMeta+k')
  await expect(maya.getByRole(dialog, { name: 'Command palette' })).toBeVisible()
  await maya.keyboard.type('shortcuts')
  await maya.keyboard.press('Enter')
  await expect(maya.getByRole(dialog)).toContainText('Single-letter keys are switched off.')
})

test('what is typed before the palette is here stands in it, and does nothing to the list', async ({ maya, house }) => {
  const held = Promise.withResolvers<void>()
  await maya.route('**/assets/command-palette-*', async (route) => {
    await held.promise
    await route.continue()
  })
  await maya.reload()
  await walkTo(maya, 'Ana Wijaya')
  await maya.keyboard.press('ControlOrMeta+k')
  await maya.keyboard.type('pend')
  await maya.keyboard.press('Enter')
  held.resolve()
  await expect(maya.getByRole('combobox', { name: 'Command palette' })).toHaveValue('pend')
  expect(house.vendor.conversation(house.idOf('Ana Wijaya')).status).toBe('open')
  await maya.keyboard.press('Enter')
  await expect
    .poll(() => house.vendor.conversation(house.idOf('Ana Wijaya')).status, { timeout: 20_000 })
    .toBe('pending')
})
