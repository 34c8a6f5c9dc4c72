import type * as z from 'zod/mini'
import type { VendorUser } from '../reading.ts'
import { first } from '../kit/text.ts'
import {
  chatMessageWire,
  contactWire,
  customerWire,
  fileWire,
  messageWire,
  tagWire,
  userWire,
  type ChatMessageWire,
  type FileWire,
  type MessageWire,
} from './wire.ts'

type Customer = z.infer<typeof customerWire>
type Contact = z.infer<typeof contactWire>

/** The bodies that came beside a list, by number. One that cannot be read is as if it had not come. */
export type Included = {
  users: ReadonlyMap<number, VendorUser>
  customers: ReadonlyMap<number, Customer>
  contacts: ReadonlyMap<number, Contact>
  files: ReadonlyMap<number, FileWire>
  tags: ReadonlyMap<number, string | null>
  /** Null when they did not come at all: then nothing is known of them. */
  messages: readonly MessageWire[] | null
  chatMessages: readonly ChatMessageWire[] | null
}

export function readIncluded(included: Readonly<Record<string, unknown>> | undefined): Included {
  const rows = (name: string): readonly unknown[] | null => {
    const value = included?.[name]
    return Array.isArray(value) ? value : null
  }
  const users = readable(userWire, rows('users') ?? []).map(toUser)
  return {
    users: new Map(users.map((user) => [Number(user.id), user])),
    customers: byNumber(readable(customerWire, rows('customers') ?? [])),
    contacts: byNumber(readable(contactWire, rows('contacts') ?? [])),
    files: byNumber(readable(fileWire, rows('files') ?? [])),
    tags: new Map(readable(tagWire, rows('tags') ?? []).map(({ id, name }) => [id, first(name)])),
    messages: readableOrNull(messageWire, rows('messages')),
    chatMessages: readableOrNull(chatMessageWire, rows('conversationmessages')),
  }
}

/** An agent, as the vendor's list of users or a row's company tells of them. */
export function toUser({ id, firstName, lastName, email }: z.infer<typeof userWire>): VendorUser {
  return { id: String(id), name: fullName(firstName, lastName), email: first(email) }
}

export function fullName(firstName: string | null | undefined, lastName: string | null | undefined): string | null {
  return first([first(firstName), first(lastName)].filter((name) => name !== null).join(' '))
}

/** Those of the rows that have this shape. */
export function readable<S extends z.ZodMiniType>(schema: S, rows: readonly unknown[]): z.output<S>[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })
}

function readableOrNull<S extends z.ZodMiniType>(schema: S, rows: readonly unknown[] | null): z.output<S>[] | null {
  return rows === null ? null : readable(schema, rows)
}

function byNumber<T extends { id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
