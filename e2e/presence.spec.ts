import { row, thread } from './screen.ts'
import { expect, test } from './test.ts'

test('colleagues see each other in a conversation, and who is writing, until they leave', async ({ maya, rina }) => {
  await row(maya, 'Ana Wijaya').click()
  await row(rina, 'Ana Wijaya').click()
  await expect(thread(maya).getByText('Rina Hartati is looking at this, too')).toBeVisible()
  await expect(row(maya, 'Ana Wijaya')).toContainText('Rina Hartati is looking at this')

  await thread(rina).getByRole('textbox', { name: 'Reply to Ana Wijaya' }).pressSequentially('Baik')
  await expect(thread(maya).getByText('Rina Hartati is writing…')).toBeVisible()
  await expect(row(maya, 'Ana Wijaya')).toContainText('Rina Hartati is writing here')
  await expect(thread(maya).getByText('Rina Hartati is looking at this, too')).toBeVisible({ timeout: 10_000 })

  await rina.close()
  await expect(thread(maya).getByText('Rina Hartati')).toBeHidden()
})
