/** Who is signed in. What is shown follows the roles; what is allowed is for the services to say. */

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

export async function signOut(): Promise<void> {
  await fetch('/sign-out', { method: 'POST', headers: { 'X-Liverun-Client': 'console' } });
  location.assign('/sign-in');
}
