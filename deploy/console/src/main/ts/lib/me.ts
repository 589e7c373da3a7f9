/** Who is signed in. What is shown follows the roles; what is allowed is for the services to say. */

import { ProblemError } from './api.ts';
import { complain } from './toast.ts';

export interface Me {
  signed_in: boolean;
  subject: string;
  roles: string[];
  expires_at: string;
}

const RANK = ['viewer', 'tester', 'operator', 'admin'];

let me: Me = { signed_in: false, subject: '', roles: [], expires_at: '' };

export async function whoAmI(): Promise<Me> {
  const response = await fetch('/whoami', { headers: { Accept: 'application/json', 'X-Liverun-Client': 'console' } });
  me = { subject: '', roles: [], expires_at: '', ...(await response.json()) };
  return me;
}

export const current = (): Me => me;

/** Whether the roles include this one or a higher one. */
export function may(role: 'viewer' | 'tester' | 'operator' | 'admin'): boolean {
  return me.roles.some(held => RANK.indexOf(held) >= RANK.indexOf(role));
}

/**
 * A sign-in at a provider can be renewed; one by a link cannot. One tab does it for all: a refresh token is good once.
 * Whether somebody is signed in afterwards.
 */
export function renew(): Promise<boolean> {
  pending ??= renewOnce().finally(() => { pending = undefined; });
  return pending;
}

async function renewOnce(): Promise<boolean> {
  // A token that is new and refused all the same does not get better by yet another.
  renewals = renewals.filter(at => Date.now() - at < 60_000);
  if (renewals.length >= MOST_A_MINUTE) return false;
  const done: boolean = await navigator.locks.request('liverun-renew', refreshed);
  if (done) {
    renewals.push(Date.now());
    stayIn();
    dispatchEvent(new Event('liverun-renewed'));
  }
  return done;
}

async function refreshed(): Promise<boolean> {
  const before = me.expires_at;
  try {
    if ((await whoAmI()).signed_in && me.expires_at > before) return true;
    const response = await fetch('/sign-in/refresh', { method: 'POST', headers: { 'X-Liverun-Client': 'console' } });
    if (response.ok) me = { ...me, ...(await response.json()) };
    return response.ok;
  } catch {
    return false;
  }
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MOST_A_MINUTE = 10;

/** Renews in time: when a fifth of what is left is left, a minute at most. */
export function stayIn(): void {
  const left = Date.parse(me.expires_at) - Date.now();
  if (!(left > 0)) return;
  clearTimeout(renewal);
  renewal = window.setTimeout(() => void renew(), Math.min(LONGEST_TIMER_MS, left - Math.min(60_000, left / 5)));
}

let renewal = 0;
let renewals: number[] = [];
let pending: Promise<boolean> | undefined;

/** Whoever signed in at a provider is sent there, so that its session ends, too. */
export async function signOut(): Promise<void> {
  try {
    const response = await fetch('/sign-out', { method: 'POST', headers: { 'X-Liverun-Client': 'console' } });
    location.assign(response.status === 200 ? (await response.json()).continue_at : '/sign-in#signed-out');
  } catch {
    complain(new ProblemError({ status: 0, title: 'You are still signed in', detail: 'The server does not answer at the moment.' }));
  }
}
