import type { VendorConversation } from '#connectors/reading.ts'

/** An open conversation as a vendor holds it, whose customer wrote the last of its messages long ago. */
export function vendorConversation(id: string, given: Partial<VendorConversation> = {}): VendorConversation {
  return {
    id,
    channel: 'chat',
    subject: null,
    status: 'open',
    unknownStatus: null,
    contact: { id, phoneNumber: null, name: id, email: null },
    accountPhoneNumber: null,
    assignee: null,
    starred: false,
    unreadCount: 0,
    lastMessageAt: 5,
    lastInboundAt: 5,
    createdAt: 1,
    updatedAt: 1,
    ...given,
  }
}
