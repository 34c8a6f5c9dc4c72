/** What a device holds of one draft, what the gateway held when both last agreed, and what the gateway holds now. Empty for none. */
export type ThreeDrafts = { local: string; base: string; remote: string }

/**
 * What the device shows after it has heard from the gateway. Whoever did not change it takes the other's words; when both did, neither
 * is lost: both are there, one under the other.
 */
export function mergeDraft({ local, base, remote }: ThreeDrafts): string {
  if (local === base) return remote
  if (remote === base || local.includes(remote)) return local
  return remote.includes(local) ? remote : `${remote}\n${local}`
}
