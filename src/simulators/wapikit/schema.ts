// `place` is where a conversation happens to lie on the vendor's disk: its list has no order, so it comes in this one, and a row
// that is written moves. `seq` tells messages of one millisecond apart.
export const schema = `
create table if not exists members (
  id text primary key, user_id text not null, name text not null, email text not null, access_level text not null,
  created_ms integer not null
) strict;
create table if not exists contact_lists (id text primary key, name text not null) strict;
create table if not exists tags (id text primary key, label text not null) strict;

create table if not exists contacts (
  id text primary key, name text not null, phone text not null unique, attributes text, status text not null,
  created_ms integer not null
) strict;
create table if not exists list_members (
  contact_id text not null, list_id text not null, primary key (contact_id, list_id)
) strict;

create table if not exists conversations (
  id text primary key, contact_id text not null, initiated_by text not null, campaign_id text, status text not null,
  place real not null, last_message_ms integer, created_ms integer not null
) strict;
create index if not exists conversations_by_place on conversations (place, id);
create index if not exists conversations_by_activity on conversations (status, last_message_ms, id);
create index if not exists conversations_by_contact on conversations (contact_id, status);

create table if not exists assignments (
  conversation_id text not null, member_id text not null, status text not null, seq integer not null,
  primary key (conversation_id, member_id)
) strict;
create table if not exists conversation_tags (
  conversation_id text not null, tag_id text not null, primary key (conversation_id, tag_id)
) strict;

create table if not exists messages (
  seq integer primary key, id text not null unique, conversation_id text not null, direction text not null, type text not null,
  status text not null, data text not null, wamid text not null, created_ms integer not null
) strict;
create index if not exists messages_by_conversation on messages (conversation_id, created_ms, seq);
create index if not exists messages_unread on messages (conversation_id)
  where direction = 'InBound' and status = 'Sent';
create table if not exists files (
  id text primary key, conversation_id text not null, mime_type text not null, bytes blob not null
) strict;
create table if not exists message_steps (
  message_id text not null, status text not null, due_ms integer not null, primary key (message_id, status)
) strict;
create index if not exists message_steps_by_due on message_steps (due_ms);
`
