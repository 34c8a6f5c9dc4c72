import type { Template } from '#contract/sending.ts'

/** A variable holds no line breaks: the channel refuses them. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** What the variables of a template begin with: most address the customer first, and the draft is what is to be said in the end. */
export function firstValues({ variables }: Template, name: string | null, draft: string): string[] {
  const values = Array.from({ length: variables }, () => '')
  if (values.length > 0 && name !== null) values[0] = name
  const words = inOneLine(draft)
  if (words !== '' && values.length > 1) values[values.length - 1] = words
  return values
}
