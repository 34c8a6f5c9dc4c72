/** Lines of plain text as they grow out of a document. */
export type TextLines = {
  /** Words of the running text; runs of white space count as one space, and as none where a line begins or ends. */
  words: (raw: string, decode: (text: string) => string) => void
  /** Text that stands as it is, line ends and all. */
  verbatim: (text: string) => void
  /** What the line begins with once something stands in it. */
  mark: (marker: string) => void
  /** Whether nothing stands in the line yet. */
  isEmpty: () => boolean
  /** Ends the line, if something stands in it. */
  end: () => void
  /** Ends the line whatever stands in it. */
  lineBreak: () => void
  /** Between what came and what comes stands an empty line, however often it was asked for. */
  gap: () => void
  /** Everything that comes is quoted this deep. */
  quote: (depth: number) => void
  finish: () => string
}

export function createTextLines(): TextLines {
  const lines: string[] = []
  let line = ''
  let isEmpty = true
  let wantsSpace = false
  let wantsGap = false
  let marker = ''
  let depth = 0
  let lastDepth = 0

  function push(): void {
    // The empty line between two that are quoted belongs to the quotation.
    if (wantsGap && lines.length > 0) lines.push('> '.repeat(Math.min(depth, lastDepth)).trimEnd())
    wantsGap = false
    lastDepth = depth
    lines.push(`${'> '.repeat(depth)}${line}`)
    line = ''
    isEmpty = true
    wantsSpace = false
  }

  function put(text: string): void {
    if (text === '') return
    if (isEmpty) line = marker
    else if (wantsSpace) line += ' '
    if (isEmpty) marker = ''
    line += text
    isEmpty = false
    wantsSpace = false
  }

  function end(): void {
    wantsSpace = false
    // Programs fill an empty paragraph with one space that does not break.
    if (line.trim() === '') [line, isEmpty] = ['', true]
    if (!isEmpty) push()
  }

  return {
    words: (raw, decode) => {
      const shown = raw.replaceAll(/[ \t\n\f\r]+/g, ' ')
      if (shown.startsWith(' ')) wantsSpace = true
      const middle = shown.slice(
        shown.startsWith(' ') ? 1 : 0,
        shown.length > 1 && shown.endsWith(' ') ? -1 : undefined,
      )
      put(decode(middle))
      if (middle !== '' && shown.endsWith(' ')) wantsSpace = true
    },
    verbatim: (text) => {
      for (const [index, part] of text.split(/\r\n|[\r\n]/).entries()) {
        if (index > 0) push()
        put(part)
      }
    },
    mark: (wanted) => {
      marker = wanted
    },
    isEmpty: () => isEmpty,
    end,
    lineBreak: push,
    gap: () => {
      end()
      wantsGap = true
    },
    quote: (wanted) => {
      end()
      depth = wanted
    },
    finish: () => {
      end()
      const first = lines.findIndex((one) => one !== '')
      return first === -1 ? '' : lines.slice(first, lines.findLastIndex((one) => one !== '') + 1).join('\n')
    },
  }
}
