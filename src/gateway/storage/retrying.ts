const ATTEMPTS = 5
const FIRST_WAIT_MS = 10

/** Runs `work` again while it fails for a reason that passes, waiting 10, 20, 40 … ms in between; the last failure is thrown. */
export async function retrying<T>(work: () => Promise<T>, passes: (error: unknown) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !passes(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (attempt - 1)))
    }
  }
}
