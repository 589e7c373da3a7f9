/** What this installation's API can do: read from its own description, so that the page never offers what is not there. */

let paths: Record<string, Record<string, unknown>> = {};

export async function learn(): Promise<void> {
  try {
    const response = await fetch('/openapi.json', { headers: { Accept: 'application/json' } });
    if (response.ok) paths = (await response.json()).paths ?? {};
  } catch {
    // Without a description only what has always been there is offered.
  }
}

/** Whether there is e.g. `POST /feedback/bulk`; names of path parameters do not matter. */
export function has(method: string, path: string): boolean {
  const wanted = `/api/v1${path}`.replace(/\{[^}]*\}/g, '{}');
  return Object.entries(paths).some(([known, operations]) => known.replace(/\{[^}]*\}/g, '{}') === wanted && method.toLowerCase() in operations);
}

/** The values that a query parameter may take, as the description lists them. */
export function choices(path: string, parameter: string): string[] {
  const operation = paths[`/api/v1${path}`]?.['get'] as { parameters?: { name: string; schema?: { enum?: string[] } }[] } | undefined;
  return operation?.parameters?.find(one => one.name === parameter)?.schema?.enum ?? [];
}
