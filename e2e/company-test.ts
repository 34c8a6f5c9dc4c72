import { openCompany } from './company.ts'
import type { Company } from './company.ts'
import { test as base } from './test.ts'

/** A test in a company of its own. */
export const test = base.extend<{ company: Company }>({
  company: async ({ playwright }, provide) => {
    const company = await openCompany(playwright.request)
    await provide(company)
    await company.close()
  },
})
