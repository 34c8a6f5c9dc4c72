// Times are integer milliseconds; flags are 0 or 1; lists are JSON.
export const schema = `
create table if not exists meta (name text primary key, value text not null) strict;
create table if not exists users (
  id text primary key, first_name text not null, last_name text not null, email text not null, phone text, role text not null
) strict;

create table if not exists contacts (
  id text primary key, name text, email text, phone text, company text, assigned_to text, tags text not null,
  added_ms integer not null, updated_ms integer not null
) strict;
create index if not exists contacts_by_phone on contacts (phone);

create table if not exists conversations (
  id text primary key, contact_id text not null unique, type integer not null, assigned_to text, unread integer not null,
  starred integer not null, feedback text, last_body text not null, last_type text not null, last_direction text,
  last_ms integer not null, last_manual_ms integer, last_action text, added_ms integer not null, updated_ms integer not null
) strict;
create index if not exists conversations_by_activity on conversations (last_ms, id);

create table if not exists messages (
  id text primary key, conversation_id text not null, contact_id text not null, type text not null, direction text not null,
  status text, body text not null, attachments text not null, source text, user_id text, created_ms integer not null
) strict;
create index if not exists messages_by_conversation on messages (conversation_id, created_ms, id);

create table if not exists emails (
  id text primary key, message_id text not null, thread_id text not null, direction text not null, status text not null,
  subject text not null, body text not null, sender text not null, recipients text not null, attachments text not null,
  created_ms integer not null
) strict;
create index if not exists emails_by_message on emails (message_id, created_ms);

create table if not exists files (
  id text primary key, path text not null unique, filename text not null, mime_type text not null, most_bytes integer not null,
  signature text not null, expires_ms integer not null, bytes blob
) strict;

create table if not exists message_steps (
  message_id text not null, status text not null, due_ms integer not null, primary key (message_id, status)
) strict;
create index if not exists message_steps_by_due on message_steps (due_ms);

create table if not exists deliveries (
  id text primary key, event text not null, body text not null, status text not null, attempts integer not null,
  due_ms integer
) strict;
create index if not exists deliveries_by_due on deliveries (due_ms) where due_ms is not null;
`
