import type { Connector } from '#connectors/connector.ts'

/** Whatever calls it asks a vendor for something that the test did not expect. */
export const neverAsked = (): never => {
  throw new Error('The vendor was asked for what nobody expected.')
}

/** A vendor that may be asked for nothing but what the test gives it. */
export function silentConnector(given: Partial<Connector> = {}): Connector {
  return {
    vendor: 'kirim',
    channels: { whatsapp: { holds: [], sends: null } },
    hasOwnIds: true,
    filtersByStatus: true,
    account: neverAsked,
    listConversations: neverAsked,
    getConversation: neverAsked,
    patchConversation: neverAsked,
    listMessages: neverAsked,
    findContacts: neverAsked,
    budget: () => null,
    ...given,
  }
}
