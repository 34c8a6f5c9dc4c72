import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { betterAuth } from 'better-auth/minimal'
import { getMigrations } from 'better-auth/db/migration'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate, migrations } from './migrate.ts'
import { testStorages } from './testing/open-test-storages.ts'
import type { TestStorage } from './testing/open-test-storages.ts'

const START_MS = 60_000

async function openEmpty(subject: TestStorage) {
  const opened = await subject.open()
  onTestFinished(() => opened.close(), START_MS)
  return opened
}

describe.each(testStorages())('$name', (subject) => {
  test.runIf(subject.parallel)(
    'two processes that start at once migrate once',
    async () => {
      const { storage, openAnother } = await openEmpty(subject)
      const another = openAnother()
      const ran = await Promise.all([migrate(storage), migrate(another), migrate(storage)])
      expect(ran.flat().sort()).toEqual(migrations.map(({ id }) => id))
      expect(await migrate(another)).toEqual([])
    },
    START_MS,
  )

  test(
    'the tables of sign-in lack nothing that better-auth would add',
    async () => {
      const { storage } = await openEmpty(subject)
      await migrate(storage)
      const database = { db: storage.db, type: storage.dialect }
      const plan = await getMigrations({ database, emailAndPassword: { enabled: true }, telemetry: { enabled: false } })
      expect(plan.toBeCreated).toEqual([])
      expect(plan.toBeAdded).toEqual([])
    },
    START_MS,
  )

  test(
    'better-auth signs up and signs in through the same connection, with its instants and flags',
    async () => {
      const { storage } = await openEmpty(subject)
      await migrate(storage)
      const auth = betterAuth({
        database: kyselyAdapter(storage.db, { type: storage.dialect, transaction: true }),
        secret: 'a secret of more than thirty-two characters',
        baseURL: 'http://localhost',
        emailAndPassword: { enabled: true },
        telemetry: { enabled: false },
        rateLimit: { enabled: false },
      })
      const body = { email: 'maya@example.com', password: 'correct horse', name: 'Maya' }
      await auth.api.signUpEmail({ body })
      const { headers } = await auth.api.signInEmail({ body, returnHeaders: true })
      const cookie = headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      const session = await auth.api.getSession({ headers: new Headers({ cookie }) })
      expect(session?.user).toMatchObject({ email: 'maya@example.com', emailVerified: false })
      expect(session?.session.expiresAt).toBeInstanceOf(Date)
    },
    START_MS,
  )
})
