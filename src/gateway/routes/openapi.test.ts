import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import { errorBodySchema, errorTable } from '#contract/error.ts'
import { createTestGateway } from '#gateway/testing/test-gateway.ts'

const contentSchema = z.record(
  z.string(),
  z.object({
    schema: z.record(z.string(), z.unknown()),
    example: z.optional(z.unknown()),
    examples: z.optional(z.record(z.string(), z.object({ $ref: z.string() }))),
  }),
)
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), schema: z.unknown() })),
  requestBody: z.optional(z.object({ required: z.literal(true), content: contentSchema })),
  responses: z.record(
    z.string().check(z.regex(/^\d{3}$/)),
    z.object({ description: z.string(), content: contentSchema }),
  ),
})
/** What OpenAPI 3.1 asks of a document, as far as this one goes. */
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().check(z.startsWith('/')),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operationSchema),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    examples: z.record(z.string(), z.object({ value: errorBodySchema })),
    securitySchemes: z.record(z.string(), z.object({ type: z.string() })),
  }),
})

async function readDocument() {
  const { nobody } = await createTestGateway()
  const response = await nobody('GET', '/v1/openapi.json')
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json'])
  const json: unknown = await response.json()
  const document = documentSchema.parse(json)
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  return { json, document, operations }
}

function referencesIn(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesIn(value),
  )
}

function exampleOf(content: z.output<typeof contentSchema> | undefined): unknown {
  return content?.['application/json']?.example
}

test('it is there for whoever asks, and describes every endpoint once', async () => {
  const { document, operations } = await readDocument()
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const served = [...Object.values(endpoints), ...Object.values(openRoutes)].map(
    ({ method, path }) => `${method} ${path}`,
  )
  expect(described.toSorted()).toEqual(served.toSorted())
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(served.length)
})

test('every answer and every body has a schema, and every reference leads somewhere', async () => {
  const { json, document, operations } = await readDocument()
  for (const { responses, requestBody } of operations) {
    const contents = [responses['200']?.content, ...(requestBody === undefined ? [] : [requestBody.content])]
    for (const content of contents) {
      const schemas = Object.values(content ?? {}).map(({ schema }) => Object.keys(schema))
      expect(schemas).toEqual([expect.arrayContaining([expect.stringMatching(/^(type|\$ref)$/)])])
    }
  }
  const references = referencesIn(json)
  expect(references.length).toBeGreaterThan(100)
  for (const reference of references) {
    const [, , kind = '', name = ''] = reference.split('/')
    const there = kind === 'schemas' ? document.components.schemas : document.components.examples
    expect(Object.keys(there)).toContain(name)
  }
})

test('every place in a path is a parameter, and every filter of the list is one', async () => {
  const { document } = await readDocument()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { parameters } of Object.values(methods)) {
      const places = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`)
      expect(places).toEqual(path.match(/\{\w+\}/g) ?? [])
    }
  }
  const filters = document.paths['/v1/conversations']?.get?.parameters.map(({ name }) => name)
  expect(filters).toEqual([
    'status',
    'contact_id',
    'assignee',
    'connection',
    'channel',
    'starred',
    'account',
    'q',
    'window',
    'sort',
    'limit',
    'cursor',
  ])
})

test('programs sign in with a key, people with a cookie, and what is public asks for neither', async () => {
  const { document } = await readDocument()
  const { paths } = document
  expect(Object.keys(document.components.securitySchemes)).toEqual(['apiKey', 'session'])
  expect(paths['/v1/conversations']?.get?.security).toEqual([{ apiKey: [] }, { session: [] }])
  expect(paths['/v1/agents']?.post?.security).toEqual([{ session: [] }])
  expect(paths['/v1/door']?.get?.security).toEqual([])
})

test('errors are those of the table, each under its own status', async () => {
  const { document, operations } = await readDocument()
  expect(Object.keys(document.components.examples)).toEqual(Object.keys(errorTable))
  for (const { responses } of operations) {
    for (const [status, { content }] of Object.entries(responses)) {
      const codes = Object.keys(content['application/json']?.examples ?? {})
      const rows = Object.entries(errorTable).filter(([code]) => codes.includes(code))
      expect(rows.map(([, row]) => row.status)).toEqual(codes.map(() => Number(status)))
    }
  }
  const conflict = document.paths['/v1/conversations/{id}']?.patch?.responses['412']
  expect(conflict?.content['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Conflict' })
})

test('the examples of the two calls that programs use most are what the contract accepts', async () => {
  const { document } = await readDocument()
  const list = document.paths['/v1/conversations']?.get
  const patch = document.paths['/v1/conversations/{id}']?.patch
  expect(z.parse(endpoints.listConversations.answer, exampleOf(list?.responses['200']?.content)).data).toHaveLength(1)
  const body = z.parse(endpoints.patchConversation.body, exampleOf(patch?.requestBody?.content))
  const { data } = z.parse(endpoints.patchConversation.answer, exampleOf(patch?.responses['200']?.content))
  expect([data.status, data.assignee]).toEqual([body.status, body.assigned_to])
})
