/** Fetches a file and tells how far it is, then hands it to the browser. */
import { send } from './api.ts';

export async function download(path: string, name: string, progress: (received: number, total: number | null) => void, signal?: AbortSignal): Promise<void> {
  const response = await send('GET', path, { accept: '*/*', ...(signal && { signal }) });
  const total = Number(response.headers.get('Content-Length')) || null;
  const reader = response.body!.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value as Uint8Array<ArrayBuffer>);
    received += value.length;
    progress(received, total);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type: response.headers.get('Content-Type') ?? 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
