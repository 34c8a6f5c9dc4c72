/** How a thing is named where it is not shown: its body stands under `included`, if it was asked for. */
export type Ref = { id: number; type: string }

export function ref(type: string, id: number): Ref {
  return { id, type }
}

export function refOrNull(type: string, id: number | null): Ref | null {
  return id === null ? null : ref(type, id)
}
