import type { Storage } from '../storage.ts'

/** An index for substrings of `search_text`, kept up to date by the database itself. */
export function search(dialect: Storage['dialect']): string[] {
  return dialect === 'sqlite' ? grams : trigrams
}

/** `search_grams` is ours: a program that writes to this table without it is refused, rather than leaving the index behind. */
const grams = [
  `create virtual table conversation_grams using fts5 (
    grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
  )`,
  `create trigger conversation_grams_insert after insert on conversations begin
    insert into conversation_grams (rowid, grams) values (new.text_id, search_grams(new.search_text));
  end`,
  `create trigger conversation_grams_update after update of search_text on conversations
    when old.search_text <> new.search_text begin
    delete from conversation_grams where rowid = old.text_id;
    insert into conversation_grams (rowid, grams) values (new.text_id, search_grams(new.search_text));
  end`,
  `create trigger conversation_grams_delete after delete on conversations begin
    delete from conversation_grams where rowid = old.text_id;
  end`,
]

/** pg_trgm comes with PostgreSQL but not everywhere with the right to use it. Without it a search is slower and finds the same. */
const trigrams = [
  `do $$ begin
    create extension if not exists pg_trgm;
  exception when others then
    raise notice 'pg_trgm is not available: %', sqlerrm;
  end $$`,
  `do $$ begin
    if exists (select 1 from pg_extension where extname = 'pg_trgm') then
      create index conversations_search on conversations using gin (search_text gin_trgm_ops);
    end if;
  end $$`,
]
