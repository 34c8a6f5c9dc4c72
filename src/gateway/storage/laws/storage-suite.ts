import { cannedReplyLaws } from './canned-reply-laws.ts'
import { connectionLaws } from './connection-laws.ts'
import { connectionSettingsLaws } from './connection-settings-laws.ts'
import { conversationLaws } from './conversation-laws.ts'
import { countsLaws } from './counts-laws.ts'
import { draftLaws } from './draft-laws.ts'
import { notesLaws } from './notes-laws.ts'
import { outboxLaws } from './outbox-laws.ts'
import { pagingLaws } from './paging-laws.ts'
import { presenceLaws } from './presence-laws.ts'
import { sendsLaws } from './sends-laws.ts'
import { firstMessagesLaws } from './first-messages-laws.ts'
import { peopleLaws } from './people-laws.ts'
import { samePersonLaws } from './same-person-laws.ts'
import { searchLaws } from './search-laws.ts'
import { seqLaws } from './seq-laws.ts'
import type { Subject } from './subject.ts'
import { transactionLaws } from './transaction-laws.ts'
import { uploadsLaws } from './uploads-laws.ts'

/** Everything that a storage promises, as tests that are the same for every database. */
export function storageSuite(subject: Subject): void {
  transactionLaws(subject)
  seqLaws(subject)
  conversationLaws(subject)
  searchLaws(subject)
  samePersonLaws(subject)
  pagingLaws(subject)
  presenceLaws(subject)
  sendsLaws(subject)
  notesLaws(subject)
  cannedReplyLaws(subject)
  draftLaws(subject)
  firstMessagesLaws(subject)
  uploadsLaws(subject)
  countsLaws(subject)
  outboxLaws(subject)
  peopleLaws(subject)
  connectionLaws(subject)
  connectionSettingsLaws(subject)
}
