/** What a vendor is called, beside its key; every start writes what it is called by then. */
export function vendorName(): string[] {
  return [`alter table connections add column vendor_name text not null default ''`]
}
