import {
  AlertTriangle,
  ArrowUp,
  Clock,
  CloudAlert,
  Eye,
  HelpCircle,
  MessageSquareX,
  PencilLine,
  RotateCw,
  Send,
  Star,
} from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { usePresent } from '#inbox/data/hooks.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import type { Place } from './use-places.ts'

type RowMarksProps = { conversation: Conversation; op: 'none' | 'sending' | 'retrying'; trouble: Place['trouble'] }

/** Where an agent's change stands on its way to the vendor; nothing when all is well. */
export function RowMarks({ conversation, op, trouble }: RowMarksProps) {
  const t = useTranslations('list')
  const { notices, state } = conversation.sync
  const present = usePresent(conversation.id)
  const names = useNames()
  const vendor = conversation.connection.vendor_name
  const marks = []
  if (conversation.starred) {
    marks.push({ key: 'starred', Icon: Star, words: t('starred'), tone: 'text-warning-ink *:fill-current' })
  }
  if (present.length > 0) {
    const isTyping = present.some(({ typing }) => typing)
    const who = present.map(({ agent }) => names.person(agent.name)).join(', ')
    const words = isTyping ? t('colleagueTyping', { names: who }) : t('colleagueLooking', { names: who })
    marks.push({ key: 'present', Icon: isTyping ? PencilLine : Eye, words, tone: 'text-warning-ink' })
  }
  if (notices.length > 0) {
    marks.push({ key: 'notice', Icon: AlertTriangle, words: t('notice', { vendor }), tone: 'text-bad-ink' })
  }
  const { outgoing } = conversation
  if (outgoing === 'failed') {
    marks.push({ key: 'outgoing', Icon: MessageSquareX, words: t('messageFailed'), tone: 'text-bad-ink' })
  } else if (outgoing === 'checking') {
    marks.push({ key: 'outgoing', Icon: HelpCircle, words: t('messageChecking'), tone: 'text-warning-ink' })
  } else if (outgoing === 'waiting') {
    marks.push({ key: 'outgoing', Icon: Send, words: t('messageWaiting'), tone: 'text-ink-faint' })
  }
  if (op === 'retrying') marks.push({ key: 'op', Icon: RotateCw, words: t('retrying'), tone: 'text-warning-ink' })
  else if (op === 'sending') marks.push({ key: 'op', Icon: ArrowUp, words: t('sending'), tone: 'text-ink-faint' })
  else if (state === 'delayed') {
    marks.push({ key: 'sync', Icon: RotateCw, words: t('delayed', { vendor }), tone: 'text-warning-ink' })
  } else if (state === 'waiting') {
    marks.push({ key: 'sync', Icon: Clock, words: t('waiting', { vendor }), tone: 'text-ink-faint' })
  }
  if (trouble !== null) {
    const words = t('trouble', { state: trouble, place: names.connection(conversation.connection) })
    marks.push({ key: 'trouble', Icon: CloudAlert, words, tone: 'text-ink-faint' })
  }
  return marks.map(({ key, Icon, words, tone }) => (
    <span key={key} data-tip={words} className={tone}>
      <Icon size={13} aria-hidden="true" />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  ))
}
