/** Where a vendor that reaches us at `linkBase` brings what it tells a connection. */
export function hookAddress(linkBase: string, connectionId: string): string {
  return `${linkBase.replace(/\/+$/, '')}/hooks/${connectionId}`
}
