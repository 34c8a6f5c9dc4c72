// Times are integer milliseconds. sort_ms carries "nulls last" into the indexes, so that a list page is a
// single index read whatever the number of rows.
export const schema = `
create table if not exists meta (name text primary key, value text not null) strict;
create table if not exists users (id text primary key, name text, email text) strict;
create table if not exists accounts (
  phone_number text primary key, phone_number_id text not null, waba_id text not null
) strict;

create table if not exists contacts (
  id text primary key, account text not null, phone_number text, name text, email text, metadata text,
  created_ms integer not null, updated_ms integer not null
) strict;
create index if not exists contacts_by_phone on contacts (phone_number, account);
create index if not exists contacts_by_age on contacts (created_ms, id);

create table if not exists conversations (
  id text primary key, contact_id text not null, account text not null, status text not null, assignee_id text,
  unread_count integer not null, last_message_ms integer, last_inbound_ms integer,
  created_ms integer not null, updated_ms integer not null,
  sort_ms integer generated always as (coalesce(last_message_ms, -1)) stored
) strict;
create index if not exists conversations_by_activity on conversations (sort_ms, id);
create index if not exists conversations_by_status on conversations (status, sort_ms, id);
create index if not exists conversations_by_contact on conversations (contact_id, sort_ms, id);

create table if not exists messages (
  id text primary key, conversation_id text not null, wamid text not null, direction text not null, type text not null,
  status text not null, content text not null, error text, created_ms integer not null
) strict;
create index if not exists messages_by_age on messages (created_ms, id);
create index if not exists messages_by_conversation on messages (conversation_id, created_ms, id);

create table if not exists message_steps (
  message_id text not null, status text not null, error text, due_ms integer not null, primary key (message_id, status)
) strict;
create index if not exists message_steps_by_due on message_steps (due_ms);

create table if not exists file_fetches (message_id text primary key, url text not null, due_ms integer) strict;
create table if not exists files (id text primary key, mime_type text not null, bytes blob not null) strict;

create table if not exists subscriptions (
  id text primary key, url text not null, events text not null, description text, status text not null,
  failures integer not null, created_ms integer not null, updated_ms integer not null
) strict;
create table if not exists secrets (
  id text primary key, subscription_id text not null, secret text not null, created_ms integer not null, expires_ms integer
) strict;
create table if not exists deliveries (
  id text primary key, subscription_id text not null, event text not null, source text not null, event_id text not null,
  body text not null, status text not null, attempts integer not null, due_ms integer, response_status integer,
  replayed_from text, created_ms integer not null, updated_ms integer not null
) strict;
create index if not exists deliveries_by_due on deliveries (due_ms) where due_ms is not null;
create index if not exists deliveries_by_age on deliveries (created_ms, id);

create table if not exists idempotency (
  name text primary key, fingerprint text not null, status integer not null, body text not null, created_ms integer not null
) strict;
`
