let last = 0

/** A number that no other builder in this test file was given: ids never meet by accident. */
export function nextNumber(): number {
  last += 1
  return last
}
