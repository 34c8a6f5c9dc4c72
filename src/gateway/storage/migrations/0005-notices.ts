/** A conversation may have a notice for each field that the vendor refused: one alone becomes a list of one. */
export function notices(): string[] {
  return [`update conversations set notice = '[' || notice || ']' where notice is not null`]
}
