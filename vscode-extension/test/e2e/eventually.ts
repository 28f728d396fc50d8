/** Asserts again and again, until it holds; throws what did not hold at the end of a minute. */
export async function eventually(assertion: () => void | Promise<void>, limit = 60_000): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
