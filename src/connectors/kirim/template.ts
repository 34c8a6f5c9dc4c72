import * as z from 'zod/mini'
import type { VendorTemplate } from '../sending.ts'
import { ifReadable } from '../kit/wire-parts.ts'

/** The resource's page was never seen: `body` is what a guide names, `components` is Meta's own form. */
const templateWire = z.object({
  name: z.string().check(z.minLength(1)),
  language: z.union([z.string(), z.object({ code: z.string() })]),
  status: ifReadable(z.string()),
  body: ifReadable(z.string()),
  components: ifReadable(z.array(z.unknown())),
})
const componentWire = z.object({
  type: z.string(),
  text: ifReadable(z.string()),
  format: ifReadable(z.string()),
  buttons: ifReadable(z.array(z.unknown())),
})

/** An approved template, or null: one that cannot be read, is not approved, or wants more than values for its body cannot be sent. */
export function readTemplate(raw: unknown): VendorTemplate | null {
  const wire = templateWire.safeParse(raw).data
  if (wire === undefined || !/^approved$/i.test(wire.status ?? 'approved')) return null
  const components = (wire.components ?? []).flatMap((part) => componentWire.safeParse(part).data ?? [])
  const body = wire.body ?? components.find(isBody)?.text
  if (body === undefined || namesVariables(body)) return null
  if (components.some((part) => !isBody(part) && wantsValues(part))) return null
  const numbers = Array.from(body.matchAll(/\{\{(\d{1,3})\}\}/g), ([, number]) => Number(number))
  const language = typeof wire.language === 'string' ? wire.language : wire.language.code
  return { name: wire.name, language, body, variables: Math.max(0, ...numbers) }
}

function isBody({ type }: { type: string }): boolean {
  return /^body$/i.test(type)
}

/** Variables with names in place of numbers: their values would have to be sent by name. */
function namesVariables(text: string): boolean {
  return /\{\{(?!\d{1,3}\}\})[^{}]*\}\}/.test(text)
}

/** A header with a picture or a variable, or a button with one, is not filled by the values of a body. */
function wantsValues({ format = 'text', text = '', buttons = [] }: z.infer<typeof componentWire>): boolean {
  return !/^text$/i.test(format) || text.includes('{{') || JSON.stringify(buttons).includes('{{')
}
