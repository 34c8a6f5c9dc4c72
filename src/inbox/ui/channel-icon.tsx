import { AtSign, Mail, MessageCircle, MessageSquareText, MessagesSquare, Phone } from 'lucide-react'

const icons = [
  [/mail/, Mail],
  [/sms/, MessageSquareText],
  [/whatsapp/, MessageCircle],
  [/call|phone|voice/, Phone],
  [/chat/, MessagesSquare],
] as const

/** The kind of channel by its name; social networks and what is not known share one. Decoration beside the words that name it. */
export function ChannelIcon({ channel, size }: { channel: string; size: number }) {
  const Icon = icons.find(([names]) => names.test(channel))?.[1] ?? AtSign
  return <Icon size={size} aria-hidden="true" className="shrink-0" />
}
