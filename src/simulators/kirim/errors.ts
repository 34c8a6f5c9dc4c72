// The vendor's catalogue is published only in part; these are the rows that have been seen.
const table = {
  invalid_request: [400, 'invalid_request_error'],
  invalid_phone_number: [400, 'invalid_request_error'],
  invalid_template_name: [400, 'invalid_request_error'],
  missing_required_field: [400, 'invalid_request_error'],
  invalid_field_value: [400, 'invalid_request_error'],
  invalid_limit: [400, 'invalid_request_error'],
  invalid_cursor: [400, 'invalid_request_error'],
  invalid_webhook_url: [400, 'invalid_request_error'],
  invalid_api_key: [401, 'authentication_error'],
  resource_not_found: [404, 'not_found'],
  idempotency_in_progress: [409, 'conflict'],
  idempotency_key_reuse: [422, 'invalid_request_error'],
  whatsapp_number_not_verified: [422, 'invalid_request_error'],
  rate_limit_exceeded: [429, 'rate_limit_error'],
  internal_error: [500, 'api_error'],
} as const

export type ErrorCode = keyof typeof table

export type ErrorBody = {
  error: { type: string; code: string; message: string; param?: string; request_id: string }
}

/** A refusal on its way to the one exit that turns it into a response. */
export class VendorError extends Error {
  override readonly name = 'VendorError'
  readonly code: ErrorCode
  readonly param: string | undefined

  constructor(code: ErrorCode, message: string, param?: string) {
    super(message)
    this.code = code
    this.param = param
  }
}

export function errorStatus(code: ErrorCode): number {
  return table[code][0]
}

export function errorBody(error: VendorError, requestId: string): ErrorBody {
  const { code, message, param } = error
  const type = table[code][1]
  return { error: { type, code, message, ...(param === undefined ? {} : { param }), request_id: requestId } }
}

/** The type that goes with a status, for faults that answer with a code outside the table. */
export function errorTypeOf(status: number): string {
  const types: Record<number, string> = {
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found',
    409: 'conflict',
    429: 'rate_limit_error',
  }
  return types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error')
}

export function notFound(what: string): VendorError {
  return new VendorError('resource_not_found', `No such ${what}.`)
}

export function badField(param: string, message: string): VendorError {
  return new VendorError('invalid_field_value', message, param)
}

export function missingField(param: string): VendorError {
  return new VendorError('missing_required_field', `${param} is required.`, param)
}
