import { expect, onTestFinished, test } from 'vitest'
import { listen, remoteAddress } from './listen.ts'

test('it answers on the port that the system chose, and knows who asks', async () => {
  const server = await listen((_request, env) => Response.json(remoteAddress(env)), { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  expect(await (await fetch(`http://127.0.0.1:${server.port}`)).json()).toBe('127.0.0.1')
  expect(remoteAddress(undefined)).toBeNull()
})

test('a port that is taken and a host that is not here are told as what they are', async () => {
  const server = await listen(() => new Response(), { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  await expect(listen(() => new Response(), { host: '127.0.0.1', port: server.port })).rejects.toThrow(
    `Port ${server.port} on 127.0.0.1 is in use by another program. Stop that one, or set PORT to another number.`,
  )
  await expect(listen(() => new Response(), { host: '192.0.2.1', port: 0 })).rejects.toThrow(
    '192.0.2.1 is no address of this machine. Set HOST to one that is, or leave it out.',
  )
})

test('closing lets what is under way be answered, and waits for no idle connection', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<Response>()
  const server = await listen(
    () => {
      asked.resolve()
      return answer.promise
    },
    { host: '127.0.0.1', port: 0 },
  )
  const response = fetch(`http://127.0.0.1:${server.port}`)
  await asked.promise
  const closing = server.close()
  answer.resolve(new Response('done'))
  expect(await (await response).text()).toBe('done')
  await closing
})
