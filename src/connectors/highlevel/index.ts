import type { Connector, ConnectorConfig } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { toE164 } from '../kit/phone-number.ts'
import { readRows } from '../kit/rows.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import { channelsOf } from './channels.ts'
import { createClient } from './client.ts'
import { createDirectory } from './directory.ts'
import { readSearchRow } from './map.ts'
import { createMediaReading } from './media.ts'
import { gone, patchConversation, readBare } from './patch.ts'
import { STEADY_READS_PER_MINUTE, WRITES_PER_MINUTE } from './rate-limit.ts'
import { createRecollection } from './recollection.ts'
import { createSearch } from './search.ts'
import { createSending } from './sending.ts'
import { locationId } from './settings.ts'
import { readThread } from './thread.ts'
import { listUsers } from './users.ts'
import { readDelivery } from './webhook.ts'
import { contactAnswer } from './wire.ts'

/**
 * One sub-account of HighLevel. Options: `locationId` (required), `companyId`, `version` (`2021-07-28`), `timeoutMs` (10000). Making it
 * cannot fail; a wrong configuration fails each call with a `ConnectorError`.
 */
export function createHighlevel(config: ConnectorConfig): Connector {
  const client = createClient(config)
  const search = createSearch(client, config)
  const directory = createDirectory((signal) => listUsers(client, config, signal), config.now)
  const recollection = createRecollection(client, directory, config.now)

  async function readPage(raws: readonly unknown[], signal?: AbortSignal) {
    const { rows: listed, malformed } = readRows(raws, readSearchRow)
    const rows = listed.filter(({ wire }) => wire.deleted !== true)
    const known = await recollection.complete(rows, signal)
    const complete = rows.flatMap((row, index) => {
      const more = known[index]
      return more === undefined ? [] : [row.complete(more)]
    })
    return { rows: complete, malformed }
  }

  async function getConversation(id: string, signal?: AbortSignal): Promise<VendorConversation> {
    if (!isUsableId(id)) throw gone('No conversation can have this id.')
    // Search tells names, channel and times, which the conversation's own address does not.
    const raw = await search.row(id, signal)
    if (raw === undefined) throw await whyUnlisted(id, signal)
    const { rows, malformed } = await readPage([raw], signal)
    const [row] = rows
    if (row !== undefined) return row
    const reason = malformed[0]?.reason
    if (reason === undefined) throw gone('This conversation was deleted.')
    throw new ConnectorError('malformed', 'bad_row', `HighLevel answered with an unreadable row: ${reason}`)
  }

  /**
   * Only v3 documents a 404, so a refusal of any kind of an id that search does not have either means that it is gone. One that search alone
   * lacks cannot be read whole: that is this row's fault, and no sign that the vendor is down.
   */
  async function whyUnlisted(id: string, signal?: AbortSignal): Promise<unknown> {
    return readBare(client, id, signal).then(
      () => new ConnectorError('malformed', 'not_listed_yet', 'HighLevel’s search does not list it yet.'),
      (error: unknown) =>
        error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'not_found')
          ? gone('HighLevel has no such conversation.', error)
          : error,
    )
  }

  return {
    vendor: 'highlevel',
    channels: channelsOf(config.options['version']?.trim() ?? ''),
    hasOwnIds: false,
    filtersByStatus: false,

    async account(signal) {
      await search.page({ limit: 1 }, signal)
      const accountId = locationId(config)
      // No call that we may make tells its name.
      return { accountId, name: accountId, readPerMinute: STEADY_READS_PER_MINUTE, writePerMinute: WRITES_PER_MINUTE }
    },

    async listConversations({ contactId, cursor, limit }, signal) {
      const wanted = {
        ...(contactId === undefined ? {} : { contactId }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit }),
      }
      const { raws, ...rest } = await search.page(wanted, signal)
      return { ...(await readPage(raws, signal)), ...rest }
    },

    getConversation,

    patchConversation: (id, patch, signal) =>
      patchConversation({ client, config, directory, read: getConversation }, id, patch, signal),

    listMessages: (wanted, signal) => readThread(client, wanted, signal),

    media: createMediaReading(client, config),

    sending: createSending(client, config),

    async listUsers(signal) {
      const users = await listUsers(client, config, signal)
      directory.learn(users)
      return users
    },

    async findContacts(phoneNumber, signal) {
      const number = toE164(phoneNumber)
      if (number === null) return []
      const query = { locationId: locationId(config), number }
      const answer = contactAnswer.safeParse(await client.get(['contacts', 'search', 'duplicate'], query, signal))
      const contact = answer.data?.contact
      return contact && toE164(contact.phone) === number ? [{ id: contact.id, accountPhoneNumber: null }] : []
    },

    budget: client.budget,

    async readWebhook(request, now) {
      const { conversationOf } = recollection
      return readDelivery(request, {
        publicKeys: config.webhookSecrets,
        locationId: locationId(config),
        now,
        conversationOf,
      })
    },
  }
}
