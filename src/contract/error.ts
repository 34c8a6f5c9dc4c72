import * as z from 'zod/mini'

export const errorTypes = [
  'invalid_request_error',
  'authentication_error',
  'permission_error',
  'not_found',
  'conflict',
  'rate_limit_error',
  'api_error',
] as const

export type ErrorType = (typeof errorTypes)[number]

/**
 * Every error the gateway can answer with: its HTTP status, its type, and a message that says what to do next.
 * `code` is the permanent thing to branch on; a message may be reworded at any time.
 */
export const errorTable = {
  invalid_request: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The request could not be read. Send a JSON object with the documented fields.',
  },
  missing_required_field: {
    status: 400,
    type: 'invalid_request_error',
    message: 'A required field is missing. Send at least one of the documented fields.',
  },
  invalid_field_value: {
    status: 400,
    type: 'invalid_request_error',
    message: 'A field has a value that is not allowed. See param for which one.',
  },
  unknown_field: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The request holds a field that is not known here. Remove it; see param for which one.',
  },
  invalid_limit: {
    status: 400,
    type: 'invalid_request_error',
    message: 'limit must be a whole number from 1 to 100.',
  },
  invalid_cursor: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The cursor does not belong to this search. Start again from the first page.',
  },
  authentication_required: {
    status: 401,
    type: 'authentication_error',
    message: 'Sign in first, or send Authorization: Bearer with an API key.',
  },
  invalid_api_key: {
    status: 401,
    type: 'authentication_error',
    message: 'This API key is not valid. Make a new one with: npm run api-key -- --name NAME',
  },
  invalid_credentials: {
    status: 401,
    type: 'authentication_error',
    message: 'E-mail or password is wrong. Try again, or ask the owner for a reset link.',
  },
  invalid_signature: {
    status: 401,
    type: 'authentication_error',
    message: 'The webhook signature does not match. Check the secret of this connection.',
  },
  permission_denied: {
    status: 403,
    type: 'permission_error',
    message: 'Your role does not allow this. Ask the owner of the workspace.',
  },
  invalid_origin: {
    status: 403,
    type: 'permission_error',
    message: 'This request came from another site and was refused. Open Sigap at its own address.',
  },
  resource_not_found: {
    status: 404,
    type: 'not_found',
    message: 'There is nothing at this address. Check the id.',
  },
  invalid_link: {
    status: 404,
    type: 'not_found',
    message: 'This link was used already or is too old. Ask the owner for a new one.',
  },
  method_not_allowed: {
    status: 405,
    type: 'invalid_request_error',
    message: 'This address does not take that method.',
  },
  media_not_ready: {
    status: 404,
    type: 'not_found',
    message: 'The vendor is still fetching this file. Try again after the seconds named in Retry-After.',
  },
  already_exists: {
    status: 409,
    type: 'conflict',
    message: 'This exists already. Use another value; see param for which one.',
  },
  last_owner: {
    status: 409,
    type: 'conflict',
    message: 'Somebody has to stay owner. Make somebody else one first.',
  },
  set_by_environment: {
    status: 409,
    type: 'conflict',
    message: 'This connection is set where the gateway is started. Change its variables there and restart.',
  },
  secrets_not_kept: {
    status: 409,
    type: 'conflict',
    message:
      'Without SIGAP_SECRET this gateway cannot keep secrets safe. Set it, to the same on every gateway of this database, and restart.',
  },
  connection_removed: {
    status: 410,
    type: 'not_found',
    message:
      'The account of this conversation was disconnected before its messages were read. Connect it again to read them.',
  },
  connection_failed: {
    status: 422,
    type: 'invalid_request_error',
    message: 'The vendor did not open an account with these settings, so nothing was kept. Test them to see why.',
  },
  changes_expired: {
    status: 410,
    type: 'conflict',
    message: 'The changes asked for are too old to replay. Reload the list.',
  },
  version_conflict: {
    status: 412,
    type: 'conflict',
    message: 'Somebody else changed this field meanwhile. Read the current value and decide again.',
  },
  conversation_moved_on: {
    status: 412,
    type: 'conflict',
    message: 'Somebody wrote or changed this conversation meanwhile. Look at what is new and send again.',
  },
  idempotency_key_reuse: {
    status: 422,
    type: 'conflict',
    message: 'This Idempotency-Key was used for another message. Use a new key for each message.',
  },
  outside_24h_window: {
    status: 422,
    type: 'invalid_request_error',
    message: 'More than 24 hours have passed since the customer last wrote. Send a template instead.',
  },
  cannot_send: {
    status: 422,
    type: 'invalid_request_error',
    message: 'This conversation takes no messages from here. See param for what is missing.',
  },
  unknown_upload: {
    status: 422,
    type: 'invalid_request_error',
    message: 'This file is not here any more, or is not yours. Upload it again.',
  },
  unsupported_file: {
    status: 415,
    type: 'invalid_request_error',
    message: 'This channel takes no such file. See files in the connection for what it takes.',
  },
  file_expired: {
    status: 410,
    type: 'not_found',
    message: 'This address was good for a day. The message has to be sent again for a new one.',
  },
  not_waiting: {
    status: 409,
    type: 'conflict',
    message: 'This message has moved on, so this is not possible any more. Read its delivery to see how far it is.',
  },
  payload_too_large: {
    status: 413,
    type: 'invalid_request_error',
    message: 'The request is too large. Send less than 1 MB.',
  },
  media_too_large: {
    status: 422,
    type: 'invalid_request_error',
    message: 'This file is larger than 100 MB and is not passed on. Open it at the vendor.',
  },
  rate_limit_exceeded: {
    status: 429,
    type: 'rate_limit_error',
    message: 'Too many requests. Wait for the seconds named in Retry-After.',
  },
  internal_error: {
    status: 500,
    type: 'api_error',
    message: 'Sigap made a mistake and recorded it. Try again; if it stays, report the request_id.',
  },
  media_unavailable: {
    status: 502,
    type: 'api_error',
    message: 'The vendor gave no usable file for this message. Try again later, or open it at the vendor.',
  },
  vendor_unavailable: {
    status: 503,
    type: 'api_error',
    message: 'The vendor cannot be reached right now. What is stored here is shown; try again in a moment.',
  },
  service_unavailable: {
    status: 503,
    type: 'api_error',
    message: 'Sigap is busy or starting. Try again in a moment.',
  },
} as const satisfies Record<string, { status: number; type: ErrorType; message: string }>

export type ErrorCode = keyof typeof errorTable

/** The body of every error answer. A code this version does not know is still read: branch on `type`, then on the status. */
export const errorBodySchema = z.object({
  error: z.object({
    type: z.string(),
    code: z.string(),
    message: z.string(),
    param: z.optional(z.string()),
    request_id: z.string(),
  }),
})
