/** Reads server-sent events piece by piece: takes text as it comes, answers the data of each event that it completes. */
export function createEventParser(): (text: string) => string[] {
  let rest = ''
  let data: string[] = []
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r/)
    // The last piece may be half a line, and a CR at its end half a line break.
    rest = lines.pop() ?? ''
    const events: string[] = []
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push(data.join('\n'))
        data = []
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
      }
    }
    return events
  }
}
