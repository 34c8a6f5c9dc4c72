const EMAIL = 'e-mail:'

/**
 * What a message of ours is at the vendor. E-mails have ids of their own, as one row in a list may stand for several; a message has one
 * file here, so each further one is a message too.
 */
export type MessageName = { id: string; isEmail: boolean; file: number }

export function writeMessageId({ id, isEmail, file }: MessageName): string {
  return `${isEmail ? EMAIL : ''}${id}${file === 0 ? '' : `~${file}`}`
}

export function readMessageId(text: string): MessageName {
  const [, email, id = '', file = '0'] = /^(e-mail:)?(.*?)(?:~(\d{1,3}))?$/s.exec(text) ?? []
  return { id, isEmail: email !== undefined, file: Number(file) }
}
