/** As much of a test library as is needed: tests are run by Deno, which comes with the build. */
declare const Deno: { test(name: string, body: () => void | Promise<void>): void };

export const test = (name: string, body: () => void | Promise<void>): void => Deno.test(name, body);

export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b}, but was ${a}`);
}

export function throws(work: () => unknown, containing: string): void {
  try {
    work();
  } catch (failure) {
    if (failure instanceof Error && failure.message.includes(containing)) return;
    throw failure;
  }
  throw new Error(`expected a failure that says “${containing}”`);
}
