/** Short messages at the edge: what was done, or what did not work and what to do about it. */
import { ProblemError } from './api.ts';

export interface Toast {
  id: number;
  bad: boolean;
  title: string;
  text?: string;
  error?: ProblemError;
  link?: { href: string; text: string };
}

let next = 1;
let toasts: Toast[] = [];
const listeners = new Set<() => void>();

export const shown = (): Toast[] => toasts;

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function dismiss(id: number): void {
  toasts = toasts.filter(toast => toast.id !== id);
  for (const listener of listeners) listener();
}

function add(toast: Omit<Toast, 'id'>, lifetime: number): void {
  const id = next++;
  toasts = [...toasts.slice(-3), { ...toast, id }];
  for (const listener of listeners) listener();
  setTimeout(() => dismiss(id), lifetime);
}

export function say(title: string, link?: Toast['link']): void {
  // Whoever is offered a way on has to read it, and to get there.
  add({ bad: false, title, ...(link && { link }) }, link ? 12_000 : 5_000);
}

export function complain(failure: unknown): void {
  const error = failure instanceof ProblemError
    ? failure
    : new ProblemError({ status: -1, title: 'Something on this page went wrong', detail: failure instanceof Error ? failure.message : String(failure) });
  add({ bad: true, title: error.problem.title, error }, 20_000);
}

/** Does something and tells if it does not work; whether it did. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (failure) {
    complain(failure);
    return false;
  }
}
