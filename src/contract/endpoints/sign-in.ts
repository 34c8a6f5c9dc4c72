import * as z from 'zod/mini'
import { createOwnerSchema, demoSignInSchema, doorSchema, linkInfoSchema, useLinkSchema } from '../sign-in.ts'
import type { Endpoint } from './endpoint.ts'
import { one, done } from './endpoint.ts'

/** What leads into the house: owner, sign-in, links, passwords. */
export const signInEndpoints = {
  getDoor: {
    method: 'GET',
    path: '/v1/door',
    access: 'public',
    summary: 'What the sign-in page must know',
    answer: one(doorSchema),
  },
  createOwner: {
    method: 'POST',
    path: '/v1/owner',
    access: 'public',
    summary: 'Create the owner on an empty database, with the one-time code that the gateway printed when it started',
    body: createOwnerSchema,
    answer: done,
    errors: ['already_exists', 'rate_limit_exceeded'],
  },
  signIn: {
    method: 'POST',
    path: '/v1/session',
    access: 'public',
    summary: 'Sign in with e-mail and password',
    body: z.strictObject({ email: z.string().check(z.maxLength(200)), password: z.string().check(z.maxLength(128)) }),
    answer: done,
    errors: ['invalid_credentials', 'rate_limit_exceeded'],
  },
  signInToDemo: {
    method: 'POST',
    path: '/v1/demo-session',
    access: 'public',
    summary: 'Sign in as a demo agent; only in the demo, only on loopback',
    body: demoSignInSchema,
    answer: done,
    errors: ['permission_denied', 'resource_not_found'],
  },
  signOut: { method: 'DELETE', path: '/v1/session', access: 'agent', summary: 'Sign out', answer: done },
  changePassword: {
    method: 'PUT',
    path: '/v1/me/password',
    access: 'agent',
    summary: 'Change your own password; other sessions end',
    body: z.strictObject({
      current: z.string().check(z.maxLength(128)),
      next: z.string().check(z.minLength(10), z.maxLength(128)),
    }),
    answer: done,
    errors: ['rate_limit_exceeded'],
  },
  getLink: {
    method: 'GET',
    path: '/v1/links/{token}',
    access: 'public',
    summary: 'Whom a one-time link is for',
    answer: one(linkInfoSchema),
    errors: ['invalid_link'],
  },
  useLink: {
    method: 'POST',
    path: '/v1/links/{token}',
    access: 'public',
    summary: 'Set a password with a one-time link and sign in',
    body: useLinkSchema,
    answer: done,
    errors: ['invalid_link', 'already_exists'],
  },
} as const satisfies Record<string, Endpoint>
