/** What a call answered, without its envelope. */
export const dataOf = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data

/** Only that a call succeeded. */
export const settled = async (answer: Promise<unknown>): Promise<void> => void (await answer)
