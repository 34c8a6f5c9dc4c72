import * as z from 'zod/mini'
import { agentSchema, identitySchema, meSchema } from './agent.ts'
import { doorSchema, linkInfoSchema } from './sign-in.ts'
import { oneTimeLinkSchema } from './roster.ts'
import { cannedReplySchema } from './canned-reply.ts'
import { connectionSchema } from './connection.ts'
import { conversationSchema, statusSchema, syncNoticeSchema } from './conversation.ts'
import { countsSchema } from './counts.ts'
import { openRoutes } from './endpoints/open-routes.ts'
import { draftSchema } from './draft.ts'
import { endpoints } from './endpoints.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import type { OpenRoute } from './endpoints/open-routes.ts'
import { errorsOf } from './endpoint-errors.ts'
import { errorBodySchema, errorTable } from './error.ts'
import type { ErrorCode } from './error.ts'
import { changeSchema, conflictBodySchema, conversationEventSchema, liveEventSchema } from './live-event.ts'
import { firstMessageSchema } from './first-message.ts'
import { messageSchema } from './message.ts'
import { noteSchema } from './note.ts'
import { examples, REQUEST_ID } from './openapi-examples.ts'

type Json = Readonly<Record<string, unknown>>
type Described = readonly [name: string, route: Endpoint | OpenRoute]

/** Schemas that have a name of their own in the document; every other one is written where it is used. */
const components = {
  Agent: agentSchema,
  CannedReply: cannedReplySchema,
  Change: changeSchema,
  Conflict: conflictBodySchema,
  Connection: connectionSchema,
  Conversation: conversationSchema,
  ConversationEvent: conversationEventSchema,
  Counts: countsSchema,
  Door: doorSchema,
  Draft: draftSchema,
  Error: errorBodySchema,
  FirstMessage: firstMessageSchema,
  Identity: identitySchema,
  LinkInfo: linkInfoSchema,
  LiveEvent: liveEventSchema,
  Me: meSchema,
  Message: messageSchema,
  Note: noteSchema,
  OneTimeLink: oneTimeLinkSchema,
  Status: statusSchema,
  SyncNotice: syncNoticeSchema,
}

const HEADERS = { 'X-Request-Id': { description: 'Name it when you report a fault.', schema: { type: 'string' } } }
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The version that this change was decided on. Without it the change applies as sent.',
  schema: { type: 'string' },
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Made anew for each message or note and repeated with it: the same key never makes two.',
  schema: { type: 'string', pattern: '^[\\w.:-]{8,128}$' },
}

const takesKey: ReadonlySet<string> = new Set(['sendMessage', 'startConversation', 'writeNote'])

/** The whole API as an OpenAPI 3.1 document, written from the table of endpoints and the table of errors. */
export function openApiDocument(): Json {
  const described: readonly Described[] = [...Object.entries(endpoints), ...Object.entries(openRoutes)]
  const schemas = jsonSchemas(described)
  const paths = Map.groupBy(described, ([, { path }]) => path)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sigap',
      version: '1',
      description:
        'Conversations of every connected vendor. A program written for GET /conversations and PATCH /conversations/{id} of Kirim.chat works here as it is. Fields are only ever added: ignore those you do not know.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      Array.from(paths, ([path, routes]) => [
        path,
        Object.fromEntries(
          routes.map(([name, route]) => [route.method.toLowerCase(), operation(name, route, schemas)]),
        ),
      ]),
    ),
    components: {
      schemas: Object.fromEntries(Object.keys(components).map((name) => [name, schemas(name)])),
      examples: errorExamples(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'A key made with: npm run api-key -- --name NAME' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'sigap_session',
          description:
            'What signing in sets; over https its name begins with __Host-. A request that changes something must also carry the header X-Sigap-Request: 1 and come from the page itself.',
        },
      },
    },
  }
}

function operation(name: string, route: Endpoint | OpenRoute, schemas: (name: string) => Json): Json {
  const contentType = 'contentType' in route ? route.contentType : 'application/json'
  const example = examples[name]
  return {
    operationId: name,
    summary: route.summary,
    security: securityOf(route),
    parameters: [...pathParameters(route.path), ...queryParameters(name, route, schemas), ...headerParameters(name)],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: content('application/json', schemas(`${name}.body`), example?.body) },
        }),
    ...(route.takesBytes === true
      ? { requestBody: { required: true, content: content('*/*', { type: 'string', format: 'binary' }, undefined) } }
      : {}),
    responses: {
      200: {
        description: route.summary,
        headers: HEADERS,
        content: content(contentType, schemas(`${name}.answer`), example?.answer),
      },
      ...errorResponses(errorsOf(route)),
    },
  }
}

function content(type: string, schema: Json, example: object | undefined): Json {
  return { [type]: { schema, ...(example === undefined ? {} : { example }) } }
}

function securityOf({ access }: Endpoint | OpenRoute): Json[] {
  if (access === 'public') return []
  return access === 'agent_or_key' ? [{ apiKey: [] }, { session: [] }] : [{ session: [] }]
}

function pathParameters(path: string): Json[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

const fieldsSchema = z.object({
  properties: z.catch(z.record(z.string(), z.record(z.string(), z.unknown())), {}),
  required: z.catch(z.array(z.string()), []),
})

function queryParameters(name: string, { query }: Endpoint | OpenRoute, schemas: (name: string) => Json): Json[] {
  if (query === undefined) return []
  const { properties, required } = fieldsSchema.parse(schemas(`${name}.query`))
  return Object.entries(properties).map(([field, schema]) => ({
    name: field,
    in: 'query',
    required: required.includes(field),
    schema,
  }))
}

function headerParameters(name: string): Json[] {
  if (name === 'patchConversation') return [IF_MATCH]
  if (takesKey.has(name)) return [IDEMPOTENCY_KEY]
  return name === 'live' ? [{ name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } }] : []
}

/** One response a status; each code that it can carry is an example. */
function errorResponses(codes: readonly ErrorCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => errorTable[code].status)
  return Object.fromEntries(Array.from(byStatus, ([status, these]) => [status, errorResponse(these)]))
}

function errorResponse(codes: readonly ErrorCode[]): Json {
  const schema = { $ref: `#/components/schemas/${codes.includes('version_conflict') ? 'Conflict' : 'Error'}` }
  return {
    description: codes.map((code) => `\`${code}\`: ${errorTable[code].message}`).join('\n\n'),
    headers: HEADERS,
    content: {
      'application/json': {
        schema,
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
}

function errorExamples(): Json {
  return Object.fromEntries(
    Object.entries(errorTable).map(([code, { type, message }]) => [
      code,
      { value: { error: { type, code, message, request_id: REQUEST_ID } } },
    ]),
  )
}

/**
 * Every schema by its name: those of `components`, and `NAME.query`, `NAME.body` and `NAME.answer` of each endpoint, with references
 * to the first. They are written as a sender sees them, so that an answer may one day hold more than is written here.
 */
function jsonSchemas(described: readonly Described[]): (name: string) => Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id })
  /** Under which name a schema is found that several have in common. */
  const aliases = new Map<string, string>()
  for (const [name, route] of described) {
    for (const part of ['query', 'body', 'answer'] as const) {
      const schema = route[part]
      if (schema === undefined) continue
      const known = registry.get(schema)?.id
      if (known === undefined) registry.add(schema, { id: `${name}.${part}` })
      else aliases.set(`${name}.${part}`, known)
    }
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // A format says enough, and that a whole number is one that JavaScript can hold goes without saying.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return (name) => {
    const known = aliases.get(name)
    if (known !== undefined && Object.hasOwn(components, known)) return { $ref: `#/components/schemas/${known}` }
    const { $schema: _dialect, $id: _id, ...schema } = schemas[known ?? name] ?? {}
    return schema
  }
}
