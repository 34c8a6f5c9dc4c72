/**
 * An agent's words as the body of an e-mail: a paragraph for what stands between empty lines, and nothing in it is markup. Vendors
 * drop bare line ends. `htmlToText` gives the same words back, which is how a message that was not confirmed is found again.
 */
export function textToHtml(text: string): string {
  const paragraphs = text.replaceAll(/\r\n?/g, '\n').split('\n\n')
  return paragraphs.map((paragraph) => `<p>${paragraph === '' ? '<br>' : linesOf(paragraph)}</p>`).join('')
}

function linesOf(paragraph: string): string {
  const lines = paragraph.split('\n')
  // A paragraph's last line is nothing while only spaces stand in it, unless it is ended like the others.
  const end = lines.at(-1)?.trim() === '' ? '<br>' : ''
  return `${lines.map(escapeLine).join('<br>')}${end}`
}

function escapeLine(line: string): string {
  const escaped = line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
  // HTML shows one space of several, and none where a line begins or ends.
  return escaped.replaceAll(/^ | $|(?<= ) /g, '&nbsp;')
}
