import type { Message } from '#contract/message.ts'
import { Attachment } from '../attachment.tsx'
import { ContactCards } from './contact-cards.tsx'
import { FileLine } from './file-line.tsx'
import { Picture } from './picture.tsx'
import { PlaceCard } from './place-card.tsx'
import { Player } from './player.tsx'
import { ReactionLine } from './reactions.tsx'
import { shownAs } from './shown-as.ts'

/** What a message holds besides its text, each as what it is; what cannot be shown is called by its kind and name. */
export function MessageParts({ message }: { message: Message }) {
  const { media, location, contacts, reaction } = message
  if (media !== undefined) {
    const kind = shownAs(media)
    if (kind === 'document') return <FileLine media={media} />
    return kind === 'image' || kind === 'sticker' ? <Picture media={media} /> : <Player media={media} />
  }
  if (location !== undefined) return <PlaceCard place={location} />
  if (contacts !== undefined && contacts.length > 0) return <ContactCards cards={contacts} />
  if (reaction !== undefined) return <ReactionLine reaction={reaction} />
  return <Attachment message={message} />
}
