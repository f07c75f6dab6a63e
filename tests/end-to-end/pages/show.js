/**
 * Does what the test has planned, and leaves what came of it where the test looks.
 *
 * @param {(plan: any) => Promise<unknown>} act
 */
export async function show(act) {
  const plan = await (await fetch("/plan")).json();
  try {
    Object.assign(globalThis, { outcome: { result: await act(plan) } });
  } catch (error) {
    const stack = error instanceof Error ? error.stack : "";
    Object.assign(globalThis, { outcome: { problem: `${error}\n${stack}` } });
  }
}
