import * as z from 'zod/mini'
import type { ErrorCode } from '../error.ts'

/** `admin`: owners, too. */
export type Access = 'public' | 'agent' | 'agent_or_key' | 'admin' | 'owner'

/** One endpoint: where it is, who may call it, what it takes and what it answers. Paths are written as OpenAPI writes them. */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/v1/${string}`
  access: Access
  summary: string
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  /** The body is a file's bytes and no JSON. */
  takesBytes?: true
  answer: z.ZodMiniType
  /** What it can fail with beside what every endpoint of its access and form can. */
  errors?: readonly ErrorCode[]
}

export type AnswerOf<E extends Endpoint> = z.output<E['answer']>
export type QueryOf<E extends Endpoint> = E extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined
export type BodyOf<E extends Endpoint> = E extends { body: infer B extends z.ZodMiniType } ? z.output<B> : undefined

export const one = <S extends z.ZodMiniType>(data: S) => z.object({ data, request_id: z.string() })
export const many = <S extends z.ZodMiniType>(item: S) => z.object({ data: z.array(item), request_id: z.string() })
/** A page of a keyset walk: `next_cursor` is null at the end and is only good for the same filters. */
export const page = <S extends z.ZodMiniType>(item: S) =>
  z.object({ data: z.array(item), has_more: z.boolean(), next_cursor: z.nullable(z.string()), request_id: z.string() })

/** A digit string from 1 to 100; the default is 25. */
export const limit = z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/)))
export const cursor = z.optional(z.string().check(z.minLength(1), z.maxLength(600)))
export const seq = z.string().check(z.regex(/^\d{1,15}$/))
export const done = one(z.object({ done: z.literal(true) }))
/** `as_of` is the seq of the snapshot that was read: a live stream opened from there misses nothing. */
export const withAsOf = { as_of: z.int() }
