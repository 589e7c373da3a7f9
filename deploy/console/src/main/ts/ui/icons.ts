import { html, svg, type TemplateResult } from 'lit';

/** Line icons on a 16-pixel grid. */
const PATHS = {
  sessions: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  integrations: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  workflows: 'M3.500 2.500h3v3h-3zM9.500 10.500h3v3h-3zM5 5.500v4.500a2 2 0 0 0 2 2h2.500',
  feedback: 'M2.500 3.500h11v8h-6l-3 2.500v-2.500h-2z',
  reports: 'M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M6 8h4M6 11h4',
  operations: 'M8 5.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM8 1.500v2M8 12.500v2M1.500 8h2M12.500 8h2M3.400 3.400l1.400 1.400M11.200 11.200l1.400 1.400M12.600 3.400l-1.400 1.400M4.800 11.200l-1.400 1.400',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.500 10.500l3 3',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M4.500 3l8 5-8 5z',
  pause: 'M5 3v10M11 3v10',
  stop: 'M3.500 3.500h9v9h-9z',
  check: 'M3 8.500l3.500 3.500 6.500-8',
  fail: 'M8 1.500l6.500 12h-13zM8 6v3.500M8 11.500v.3',
  note: 'M3 2.500h10v11h-10zM5.500 6h5M5.500 9h3',
  help: 'M6 6a2 2 0 1 1 2.700 1.900c-.5.200-.7.600-.7 1.200v.4M8 11.700v.2M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13z',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.500M8 13.500v1.500M1 8h1.500M13.500 8h1.500M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.500 9.500a6 6 0 0 1-7-7 6 6 0 1 0 7 7z',
  out: 'M6.500 2.500h-4v11h4M10 5l3 3-3 3M13 8h-7',
  more: 'M3.500 8h.1M8 8h.1M12.500 8h.1',
  copy: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3',
  refresh: 'M13 8a5 5 0 1 1-1.500-3.500M13 2v3h-3',
  download: 'M8 2v8M4.500 7L8 10.500 11.500 7M2.500 13.500h11',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 14a5.500 5.500 0 0 1 11 0',
  back: 'M10 3L5 8l5 5',
  box: 'M2.500 3.500h11v9h-11z',
  hide: 'M2 4h12v8h-12zM2 10l6-6M5 12l8-8M10 12l4-4',
  undo: 'M3 6h6.500a3.500 3.500 0 0 1 0 7h-3M3 6l3-3M3 6l3 3',
  link: 'M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 0 1 4.500 4.500l-1.500 1.500M9 11.500l-1.500 1.500a3 3 0 0 1-4.500-4.500l1.500-1.500',
  book: 'M2.500 3h4.500l1 1 1-1h4.500v10h-4.500l-1 1-1-1h-4.500zM8 4v10',
  image: 'M2 3h12v10h-12zM2 11l3.500-3.500 3 3 2-2 3.500 3.500M10.500 6h.1',
} as const;

export type Icon = keyof typeof PATHS;

export function icon(name: Icon): TemplateResult {
  return html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
    stroke-linejoin="round" aria-hidden="true" focusable="false">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
}
