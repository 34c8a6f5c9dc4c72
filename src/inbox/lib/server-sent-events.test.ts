import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventParser } from './server-sent-events.ts'

test('events are the same however the text is cut into pieces', () => {
  const stream = ': heartbeat\n\nid: 4\ndata: {"a":1}\n\ndata:first\ndata: second\r\n\r\nevent: x\n\ndata: last\n\n'
  fc.assert(
    fc.property(fc.array(fc.nat({ max: stream.length })), (cuts) => {
      const parse = createEventParser()
      const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
      const events = places.flatMap((place, at) => parse(stream.slice(place, places[at + 1] ?? stream.length)))
      expect(events).toEqual(['{"a":1}', 'first\nsecond', 'last'])
    }),
  )
})

test('half an event is no event', () => {
  expect(createEventParser()('data: 1\n')).toEqual([])
})
