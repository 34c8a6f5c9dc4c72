import { http, HttpResponse } from 'msw'
import type { HttpResponseResolver, PathParams, RequestHandler } from 'msw'
import * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import { errorTable } from '#contract/error.ts'
import type { ErrorCode } from '#contract/error.ts'

const REQUEST_ID = 'req_mock'

export type Asked = { params: PathParams; query: URLSearchParams; body: unknown; headers: Headers }

const methods = { GET: http.get, POST: http.post, PUT: http.put, PATCH: http.patch, DELETE: http.delete }

/**
 * Answers one endpoint of the contract. The answer is parsed with the contract on its way out, so a stand-in that drifted from the
 * real thing fails here and not in somebody's expectations.
 */
export function answer(endpoint: Endpoint, make: (asked: Asked) => unknown): RequestHandler {
  const resolver: HttpResponseResolver = async ({ request, params }) => {
    const body: unknown = request.method === 'GET' ? null : await request.json().catch(() => null)
    const made = make({ params, query: new URL(request.url).searchParams, body, headers: request.headers })
    if (made instanceof Response) return made
    return Response.json(z.parse(endpoint.answer, withRequestId(made)))
  }
  return methods[endpoint.method](`*${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, resolver)
}

function withRequestId(made: unknown): unknown {
  return typeof made === 'object' && made !== null ? { request_id: REQUEST_ID, ...made } : made
}

/** An error of the table, as the gateway words it. */
export function refuse(code: ErrorCode, param?: string): Response {
  const { status, type, message } = errorTable[code]
  const error = { type, code, message, request_id: REQUEST_ID, ...(param === undefined ? {} : { param }) }
  return HttpResponse.json({ error }, { status })
}
