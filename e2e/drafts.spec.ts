import type { Page } from '@playwright/test'
import { row, thread } from './screen.ts'
import { sentTo } from './sent-to.ts'
import { expect, test } from './test.ts'

const field = (page: Page) => thread(page).getByRole('textbox', { name: 'Reply to Ana Wijaya' })

test('what was begun in one browser is found in another, and gone there when it is sent', async ({
  maya,
  mayaElsewhere,
  rina,
  house,
}) => {
  await row(maya, 'Ana Wijaya').click()
  await field(maya).pressSequentially('Hari ini sore')
  await expect(row(maya, 'Ana Wijaya')).toContainText('Draft: Hari ini sore')
  await expect(row(mayaElsewhere, 'Ana Wijaya')).toContainText('Draft: Hari ini sore', { timeout: 10_000 })
  await expect(row(rina, 'Ana Wijaya')).not.toContainText('Draft:')

  await row(mayaElsewhere, 'Ana Wijaya').click()
  await expect(field(mayaElsewhere)).toHaveValue('Hari ini sore')
  await field(mayaElsewhere).press('End')
  await field(mayaElsewhere).pressSequentially(', Kak.')
  await mayaElsewhere.keyboard.press('ControlOrMeta+Enter')
  await expect.poll(() => sentTo(house.vendor, house.idOf('Ana Wijaya'))).toEqual(['Hari ini sore, Kak.'])
  await expect(field(maya)).toHaveValue('')
  await expect(row(maya, 'Ana Wijaya')).not.toContainText('Draft:')
})

test('who closes the page in the middle of a word finds it on the next device', async ({ maya, mayaElsewhere }) => {
  await row(maya, 'Ana Wijaya').click()
  await field(maya).pressSequentially('Sebentar ya, saya ce')
  await maya.close()
  await expect(row(mayaElsewhere, 'Ana Wijaya')).toContainText('Draft: Sebentar ya, saya ce', { timeout: 10_000 })
})
