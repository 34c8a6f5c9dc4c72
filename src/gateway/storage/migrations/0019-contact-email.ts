/** Whoever has the same address, found by an index; the query must repeat the expression and the condition. */
export function contactEmail(): string[] {
  return [
    `create index conversations_email on conversations (workspace_id, lower(contact_email))
      where contact_email is not null and removed_ms is null`,
  ]
}
