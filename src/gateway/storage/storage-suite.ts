import { cannedReplyLaws } from './laws/canned-reply-laws.ts'
import { connectionLaws } from './laws/connection-laws.ts'
import { connectionSettingsLaws } from './laws/connection-settings-laws.ts'
import { conversationLaws } from './laws/conversation-laws.ts'
import { countsLaws } from './laws/counts-laws.ts'
import { draftLaws } from './laws/draft-laws.ts'
import { notesLaws } from './laws/notes-laws.ts'
import { outboxLaws } from './laws/outbox-laws.ts'
import { pagingLaws } from './laws/paging-laws.ts'
import { presenceLaws } from './laws/presence-laws.ts'
import { sendsLaws } from './laws/sends-laws.ts'
import { firstMessagesLaws } from './laws/first-messages-laws.ts'
import { peopleLaws } from './laws/people-laws.ts'
import { samePersonLaws } from './laws/same-person-laws.ts'
import { searchLaws } from './laws/search-laws.ts'
import { seqLaws } from './laws/seq-laws.ts'
import type { Subject } from './laws/subject.ts'
import { transactionLaws } from './laws/transaction-laws.ts'
import { uploadsLaws } from './laws/uploads-laws.ts'

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
