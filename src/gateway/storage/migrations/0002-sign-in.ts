import type { Storage } from '../storage.ts'

/**
 * The tables of better-auth 1.7, column for column as its own `getMigrations` writes them: on SQLite its adapter stores instants as ISO
 * text in `date` columns and flags as integers.
 */
export function signIn(dialect: Storage['dialect']): string[] {
  const instant = dialect === 'sqlite' ? 'date' : 'timestamptz'
  const flag = dialect === 'sqlite' ? 'integer' : 'boolean'
  return [
    `create table "user" (
      "id" text not null primary key,
      "name" text not null,
      "email" text not null unique,
      "emailVerified" ${flag} not null,
      "image" text,
      "createdAt" ${instant} not null,
      "updatedAt" ${instant} not null
    )`,
    `create table "session" (
      "id" text not null primary key,
      "expiresAt" ${instant} not null,
      "token" text not null unique,
      "createdAt" ${instant} not null,
      "updatedAt" ${instant} not null,
      "ipAddress" text,
      "userAgent" text,
      "userId" text not null references "user" ("id") on delete cascade
    )`,
    'create index "session_userId_idx" on "session" ("userId")',
    `create table "account" (
      "id" text not null primary key,
      "accountId" text not null,
      "providerId" text not null,
      "userId" text not null references "user" ("id") on delete cascade,
      "accessToken" text,
      "refreshToken" text,
      "idToken" text,
      "accessTokenExpiresAt" ${instant},
      "refreshTokenExpiresAt" ${instant},
      "scope" text,
      "password" text,
      "createdAt" ${instant} not null,
      "updatedAt" ${instant} not null
    )`,
    'create index "account_userId_idx" on "account" ("userId")',
    `create table "verification" (
      "id" text not null primary key,
      "identifier" text not null,
      "value" text not null,
      "expiresAt" ${instant} not null,
      "createdAt" ${instant} not null,
      "updatedAt" ${instant} not null
    )`,
    'create index "verification_identifier_idx" on "verification" ("identifier")',
  ]
}
