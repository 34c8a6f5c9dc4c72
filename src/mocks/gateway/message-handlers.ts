import { HttpResponse } from 'msw'
import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { endpoints } from '#contract/endpoints.ts'
import { errorTable } from '#contract/error.ts'
import type { Message } from '#contract/message.ts'
import { fillTemplate, sendMessageSchema } from '#contract/sending.ts'
import type { Upload } from '#contract/upload.ts'
import { makeMessage } from '../builders/message.ts'
import { answer, refuse } from './answers.ts'
import type { Asked } from './answers.ts'
import type { World } from './world.ts'
import { pageOf } from './page-of.ts'

const idOf = ({ params }: Asked) => String(params['id'])

/** Threads, and what agents write into them. A vendor takes everything at once. */
export function messageHandlers(world: World): RequestHandler[] {
  const { model, sent } = world
  const isKnown = (id: string) => model.all().some((conversation) => conversation.id === id)
  const guarded = (make: (asked: Asked) => unknown) => (asked: Asked) => {
    if (world.session.me === null) return refuse('authentication_required')
    return isKnown(idOf(asked)) ? make(asked) : refuse('resource_not_found')
  }

  return [
    answer(
      endpoints.listMessages,
      guarded((asked) => {
        const ours = sent.filter(({ conversationId }) => conversationId === idOf(asked)).map(({ message }) => message)
        const newestFirst = [...world.messages(idOf(asked)), ...ours].toReversed()
        return pageOf(newestFirst, asked.query.get('limit') ?? undefined, asked.query.get('cursor') ?? undefined)
      }),
    ),
    answer(
      endpoints.sendMessage,
      guarded((asked) => send(asked)),
    ),
    answer(endpoints.listTemplates, () => ({ data: world.templates })),
  ]

  function send(asked: Asked): unknown {
    const conversationId = idOf(asked)
    const body = z.safeParse(sendMessageSchema, asked.body)
    const key = asked.headers.get('idempotency-key')
    if (!body.success || key === null) return refuse('invalid_field_value')
    const earlier = sent.find((one) => one.key === key)
    if (earlier !== undefined) return { data: earlier.message }
    const me = world.me.agent ?? { id: '', name: '' }
    const { seen, text, template, attachment } = body.data
    const file = world.files.find(({ upload }) => upload.id === attachment?.upload)?.upload
    if (attachment !== undefined && file === undefined) return refuse('unknown_upload')
    const news = seen === undefined ? [] : model.newsSince(conversationId, seen, me.id)
    if (news.length > 0) {
      const { status, type, message } = errorTable.conversation_moved_on
      const error = { type, code: 'conversation_moved_on', message, request_id: 'req_mock' }
      return HttpResponse.json({ error, conversation: model.get(conversationId), changes: news }, { status })
    }
    const words = text ?? (file === undefined ? filled(template) : null)
    const message: Message = makeMessage({
      conversation_id: conversationId,
      direction: 'outbound',
      type: file?.kind ?? (template === undefined ? 'text' : 'template'),
      text: words,
      delivery: { state: 'accepted', code: null },
      ...(file === undefined ? {} : { media: mediaOf(file) }),
      key,
      author: { id: me.id, name: me.name },
      created_at: new Date().toISOString(),
    })
    sent.push({ conversationId, key, body: body.data, message })
    model.answer(
      conversationId,
      words ?? `[${message.type}]`,
      { type: 'agent', ...me },
      asked.headers.get('x-sigap-client'),
    )
    const event = model.events().at(-1)
    if (event !== undefined) world.live.send(event)
    return { data: message }
  }

  function filled(used: z.infer<typeof sendMessageSchema>['template']): string {
    const known = world.templates.find(({ name, language }) => name === used?.name && language === used.language)
    return fillTemplate(known?.body ?? '', used?.variables ?? [])
  }
}

function mediaOf({ id, kind, mime_type, filename, size }: Upload): NonNullable<Message['media']> {
  return { kind, mime_type, filename, size, href: `/v1/uploads/${id}/content` }
}
