/** What this browser remembers: how the page looks and what was being written. Nothing secret. */

export function remembered<T>(key: string, usual: T): T {
  try {
    const text = localStorage.getItem(`liverun.${key}`);
    return text === null ? usual : (JSON.parse(text) as T);
  } catch {
    return usual;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`liverun.${key}`);
    else localStorage.setItem(`liverun.${key}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still works.
  }
}

export type Theme = 'system' | 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

export const theme = (): Theme => remembered<Theme>('theme', 'system');

export function isDark(): boolean {
  return theme() === 'dark' || (theme() === 'system' && dark.matches);
}

export function applyTheme(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  dispatchEvent(new Event('liverun-theme'));
}

export function setTheme(wanted: Theme): void {
  remember('theme', wanted);
  applyTheme();
}

dark.addEventListener('change', applyTheme);
