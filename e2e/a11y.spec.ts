import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { list, row, statusTab, thread, walkTo } from './screen.ts'
import { expect, test, usual } from './test.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Expects that axe finds nothing wrong with what is on the screen. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  // What fades in is measured when it is there.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  )
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect.soft(found, screen).toEqual([])
}

const file = (name: string) => ({ media_url: `https://media.kirim.example/${name}`, filename: name })

test.use({ options: { ...usual, demo: 40 } })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ contextOptions: { colorScheme, reducedMotion: 'reduce' } })

    test('the list, a conversation and its details can be used by everyone', async ({ maya, house }) => {
      house.vendor.faults.add({ kind: 'error', status: 422, code: 'invalid_field_value', method: 'PATCH' })
      await walkTo(maya, 'Dimas Nugroho')
      await maya.keyboard.press('i')
      await maya.keyboard.press('x')
      await maya.keyboard.press('Shift+j')
      await expectAccessible(maya, 'the list, with rows selected')
      await maya.keyboard.press('Escape')
      await expect(row(maya, 'Dimas Nugroho')).toContainText('refused a change')
      await row(maya, 'Dimas Nugroho').click()
      await expect(thread(maya).getByRole('log')).toContainText('Is this still in stock?')
      await maya.keyboard.press('e')
      await expectAccessible(maya, 'a conversation with its details, and a notice')
      await statusTab(maya, 'All').click()
      await expect(list(maya).getByRole('option').first()).toBeVisible()
      await expectAccessible(maya, 'all conversations')
      await maya.getByRole('button', { name: 'Assignee: Anyone' }).click()
      await expectAccessible(maya, 'a filter, open')
    })

    test('everything that customers send can be used by everyone', async ({ maya, house }) => {
      await row(maya, 'Dimas Nugroho').click()
      const said: [type: string, content: Record<string, unknown>][] = [
        ['image', { ...file('a.png'), mime_type: 'image/png', caption: 'See here' }],
        ['audio', { ...file('a.wav'), mime_type: 'audio/wav' }],
        ['document', { ...file('a.pdf'), mime_type: 'application/pdf' }],
        ['image', { ...file('gone.png'), mime_type: 'image/png', media_url: 'https://media.kirim.example/gone.exe' }],
        ['location', { location: { latitude: -6.2, longitude: 106.8, name: 'Gudang', address: 'Jl. Melati 5' } }],
        ['contacts', { contacts: [{ name: 'Budi', phone: '+62 812-3456-789' }] }],
      ]
      const { vendor } = house
      const conversation_id = house.idOf('Dimas Nugroho')
      const first = vendor.receive({ conversation_id, text: 'Two of these' }).message.id
      for (const [type, content] of said) vendor.receive({ conversation_id, type, content })
      vendor.receive({
        conversation_id,
        type: 'reaction',
        content: { reaction: { target_message_id: first, emoji: '👍' } },
      })
      vendor.receive({
        conversation_id,
        type: 'text',
        content: { content: 'Or three', context: { message_id: first } },
      })

      await expect(thread(maya).getByRole('button', { name: /Two of these/ })).toBeVisible()
      await expect(thread(maya).getByText('The vendor is still fetching', { exact: false })).toBeVisible()
      const picture = thread(maya).getByRole('button', { name: 'Show the photo large' }).first()
      await expect(picture).toBeEnabled()
      await expectAccessible(maya, 'a thread with files, a place, a card, a reaction and an answer')
      await picture.click()
      await expectAccessible(maya, 'a picture, large')
    })

    test('what lies in front can be used by everyone', async ({ maya }) => {
      await walkTo(maya, 'Ana Wijaya')
      for (const { key, dialog } of [
        { key: 'ControlOrMeta+k', dialog: 'Command palette' },
        { key: 'a', dialog: 'Assign to…' },
        { key: 's', dialog: 'Set status' },
        { key: '?', dialog: 'Keyboard shortcuts' },
        { key: 'c', dialog: 'New conversation' },
      ]) {
        await maya.keyboard.press(key)
        await expect(maya.getByRole('dialog', { name: dialog })).toBeVisible()
        await expectAccessible(maya, dialog)
        await maya.keyboard.press('Escape')
        await expect(maya.getByRole('dialog')).toBeHidden()
      }
    })

    test('settings and the doors can be used by everyone', async ({ maya, visitor }) => {
      await visitor.goto('/sign-in')
      await expect(visitor.getByLabel('E-mail')).toBeVisible()
      await expectAccessible(visitor, 'sign-in')
      await visitor.goto('/link/not-a-link')
      await expect(visitor.getByText('This link does not work')).toBeVisible()
      await expectAccessible(visitor, 'a link that does not work')
      await maya.goto('/settings')
      await expect(maya.getByRole('heading', { name: 'Appearance' })).toBeVisible()
      await expectAccessible(maya, 'settings')
      await maya.goto('/settings/connections')
      await maya.getByRole('button', { name: 'Manage Kirim.chat' }).click()
      await expect(maya.getByRole('heading', { name: 'Changes within seconds' })).toBeVisible()
      await expectAccessible(maya, 'connections')
      await maya.getByRole('button', { name: 'Connect an account' }).click()
      await maya.getByRole('button', { name: 'Kirim.chat', exact: true }).click()
      await expectAccessible(maya, 'an account, being connected')
      await maya.goto('/settings/agents')
      await maya.getByRole('button', { name: 'Reset password of Rina Hartati' }).click()
      const link = await maya.getByRole('code').textContent()
      await expectAccessible(maya, 'agents, with a link')
      await visitor.goto(link ?? '')
      await expect(visitor.getByRole('heading', { name: 'New password for Rina Hartati' })).toBeVisible()
      await expectAccessible(visitor, 'a link')
      await maya.goto('/no/such/page')
      await expect(maya.getByText('There is no such page')).toBeVisible()
      await expectAccessible(maya, 'a page that is not there')
    })

    test('writing can be used by everyone', async ({ maya }) => {
      await maya.goto('/settings/replies')
      await maya.getByRole('button', { name: 'Add a canned reply' }).click()
      await maya.getByLabel('Shortcut').fill('salam')
      await maya.getByLabel('Text').fill('Halo {{customer.first_name}}')
      await expectAccessible(maya, 'a canned reply, being written')
      await maya.getByRole('button', { name: 'Save' }).click()
      await expect(maya.getByText('/salam')).toBeVisible()
      await expectAccessible(maya, 'canned replies')
      await maya.goto('/inbox')
      await row(maya, 'Ana Wijaya').click()
      await thread(maya).getByRole('textbox', { name: 'Reply to Ana Wijaya' }).fill('/')
      await expect(thread(maya).getByRole('option', { name: '/salam' })).toBeVisible()
      await expectAccessible(maya, 'canned replies to choose from')
      await maya.keyboard.press('Escape')
      await maya.getByRole('button', { name: 'Private note' }).click()
      await maya.keyboard.type('antara kita')
      await maya.keyboard.press('ControlOrMeta+Enter')
      await expect(thread(maya).getByRole('button', { name: 'Delete' })).toBeAttached()
      await maya.keyboard.type('lagi')
      await expectAccessible(maya, 'a private note, and another being written')
    })

    test('emptiness and errors can be used by everyone', async ({ maya, house }) => {
      await maya.goto('/inbox?status=open&q=nobody')
      await expect(maya.getByText('Nothing matches')).toBeVisible()
      await expectAccessible(maya, 'nothing found')
      await maya.route('**/v1/conversations?*', (route) => route.abort())
      await maya.goto(`/inbox/${house.idOf('Ana Wijaya')}?status=pending`)
      await expect(maya.getByText('The list could not be loaded')).toBeVisible()
      await expectAccessible(maya, 'a list that could not be loaded')
      await maya.unroute('**/v1/conversations?*')
      await maya.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: 'Try again' }).click()
      await expect(list(maya).getByRole('option').first()).toBeVisible()
    })

    test('a narrow screen can be used by everyone', async ({ maya }) => {
      await maya.setViewportSize({ width: 390, height: 740 })
      await expect(row(maya, 'Ana Wijaya')).toBeVisible()
      await expectAccessible(maya, 'the list on a narrow screen')
      await maya.getByRole('button', { name: 'Views and settings' }).click()
      await expect(maya.getByRole('dialog', { name: 'Views and settings' })).toBeVisible()
      await expectAccessible(maya, 'the drawer with the views')
      await maya.keyboard.press('Escape')
      await row(maya, 'Ana Wijaya').click()
      await expectAccessible(maya, 'a conversation on a narrow screen')
      await thread(maya).getByRole('button', { name: 'Details' }).click()
      await expect(maya.getByRole('dialog', { name: 'Details' })).toBeVisible()
      await expectAccessible(maya, 'the details in a drawer')
    })
  })
}
