// Ids are whole numbers here, times integer milliseconds.
export const schema = `
create table if not exists users (
  id integer primary key, first_name text not null, last_name text not null, email text not null, role text not null
) strict;
create table if not exists inboxes (id integer primary key, name text not null, email text not null) strict;
create table if not exists statuses (
  id integer primary key, name text not null, code text not null, color text not null, is_custom integer not null
) strict;
create table if not exists tags (id integer primary key, name text not null, color text not null) strict;

create table if not exists customers (
  id integer primary key autoincrement, first_name text, last_name text, email text, phone text,
  created_ms integer not null, updated_ms integer not null
) strict;
create index if not exists customers_by_email on customers (email);
create table if not exists contacts (
  id integer primary key autoincrement, customer_id integer, type text not null, value text not null, created_ms integer not null
) strict;
create index if not exists contacts_by_customer on contacts (customer_id);

create table if not exists tickets (
  id integer primary key autoincrement, subject text not null, preview text not null, state text not null,
  is_read integer not null, agent_id integer, customer_id integer not null, contact_id integer not null,
  inbox_id integer not null, status_id integer not null, archived integer not null,
  created_ms integer not null, updated_ms integer not null
) strict;
create index if not exists tickets_by_age on tickets (updated_ms, id);
create index if not exists tickets_by_status on tickets (status_id, updated_ms, id);
create index if not exists tickets_by_customer on tickets (customer_id, updated_ms);
create table if not exists ticket_tags (
  ticket_id integer not null, tag_id integer not null, primary key (ticket_id, tag_id)
) strict;

create table if not exists messages (
  id integer primary key autoincrement, ticket_id integer not null, thread_type text not null, html text not null,
  author_type text not null, author_id integer not null, is_draft integer not null, is_pinned integer not null,
  created_ms integer not null
) strict;
create index if not exists messages_by_ticket on messages (ticket_id, created_ms, id);

create table if not exists files (
  id integer primary key autoincrement, filename text not null, mime_type text not null, disposition text not null,
  key text not null unique, signature text not null, state text not null, message_id integer, bytes blob, created_ms integer not null
) strict;
create index if not exists files_by_message on files (message_id) where message_id is not null;

create table if not exists chats (
  id integer primary key autoincrement, contact_id integer not null, state text not null, ticket_id integer,
  token text not null, socket_id text not null, created_ms integer not null, updated_ms integer not null, deleted_ms integer
) strict;
create index if not exists chats_by_age on chats (updated_ms, id);
create index if not exists chats_by_contact on chats (contact_id);
create table if not exists chat_users (
  chat_id integer not null, user_id integer not null, place integer not null, primary key (chat_id, user_id)
) strict;
create table if not exists chat_messages (
  id integer primary key autoincrement, chat_id integer not null, contact_id integer, user_id integer,
  text text not null, created_ms integer not null
) strict;
create index if not exists chat_messages_by_chat on chat_messages (chat_id, created_ms, id);

create table if not exists endpoints (
  id integer primary key autoincrement, url text not null, token text not null, events text, inboxes text,
  state text not null, created_ms integer not null
) strict;
create table if not exists deliveries (
  id text primary key, endpoint_id integer not null, event text not null, body text not null,
  tries integer not null, due_ms integer
) strict;
create index if not exists deliveries_by_due on deliveries (due_ms) where due_ms is not null;
`
