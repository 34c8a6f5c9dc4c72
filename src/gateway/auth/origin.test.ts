import { expect, test } from 'vitest'
import { comesFromOwnPage, isLoopbackAddress, isLoopbackHost, isOwnOrigin } from './origin.ts'

const local = { publicUrl: null, port: () => 4600 }
const outside = { publicUrl: 'https://inbox.example.com/sigap', port: () => 4600 }

test('our origins are the loopback names with our port, and the public address', () => {
  const loopback = ['http://localhost:4600', 'http://127.0.0.1:4600', 'http://[::1]:4600']
  expect(loopback.filter((origin) => isOwnOrigin(origin, local))).toEqual(loopback)
  expect(loopback.filter((origin) => isOwnOrigin(origin, outside))).toEqual(loopback)
  expect(isOwnOrigin('https://inbox.example.com', outside)).toBe(true)
})

test('everything else is another site', () => {
  const others = [
    'null',
    '',
    'http://localhost',
    'http://localhost:4601',
    'https://localhost:4600',
    'http://localhost:4600.evil.example',
    'http://inbox.example.com',
    'https://inbox.example.com.evil.example',
    'https://evil.example',
  ]
  expect(others.filter((origin) => isOwnOrigin(origin, outside))).toEqual([])
})

test('a page on port 80 names no port', () => {
  expect(isOwnOrigin('http://localhost', { publicUrl: null, port: () => 80 })).toBe(true)
  expect(isLoopbackHost('localhost', { publicUrl: null, port: () => 80 })).toBe(true)
})

const sigap = { 'X-Sigap-Request': '1' }

test('a change comes from our own page when origin and header say so', () => {
  expect(comesFromOwnPage(new Headers({ ...sigap, Origin: 'http://localhost:4600' }), local)).toBe(true)
  expect(comesFromOwnPage(new Headers({ ...sigap, 'Sec-Fetch-Site': 'same-origin' }), local)).toBe(true)
  expect(comesFromOwnPage(new Headers({ ...sigap, 'Sec-Fetch-Site': 'none' }), local)).toBe(true)
})

test('a change from elsewhere, or without proof, does not', () => {
  const requests = [
    { Origin: 'http://localhost:4600' },
    { ...sigap },
    { ...sigap, Origin: 'https://evil.example' },
    { ...sigap, Origin: 'null' },
    { ...sigap, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    { ...sigap, 'Sec-Fetch-Site': 'same-site' },
    { ...sigap, 'Sec-Fetch-Site': 'cross-site' },
    { 'X-Sigap-Request': 'true', Origin: 'http://localhost:4600' },
  ]
  expect(requests.filter((headers) => comesFromOwnPage(new Headers(headers), local))).toEqual([])
})

test('a name that somebody points at this machine is no loopback host', () => {
  const ours = ['localhost:4600', '127.0.0.1:4600', '[::1]:4600']
  expect(ours.filter((host) => isLoopbackHost(host, local))).toEqual(ours)
  const others = ['rebind.example:4600', 'localhost', 'localhost:80', '127.0.0.1:4600.example', '', null]
  expect(others.filter((host) => isLoopbackHost(host, local))).toEqual([])
})

test('only this machine is on loopback', () => {
  const here = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']
  expect(here.filter(isLoopbackAddress)).toEqual(here)
  const elsewhere = ['10.0.0.1', '192.168.1.2', '::ffff:10.0.0.1', '1127.0.0.1', '127.0.0.1.evil', '', null]
  expect(elsewhere.filter(isLoopbackAddress)).toEqual([])
})
