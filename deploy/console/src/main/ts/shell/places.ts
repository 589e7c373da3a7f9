/** The console's rooms: address, name, picture, and the code that is loaded when somebody goes there. */
import { html } from 'lit';
import type { Place } from '../lib/router.ts';
import { may } from '../lib/me.ts';
import type { Icon } from '../ui/icons.ts';

export interface Room {
  path: string;
  name: string;
  icon: Icon;
  key: string;
  role: 'viewer' | 'tester' | 'operator';
}

export const ROOMS: Room[] = [
  { path: '/sessions', name: 'Sessions', icon: 'sessions', key: 'g s', role: 'viewer' },
  { path: '/feedback', name: 'Feedback', icon: 'feedback', key: 'g f', role: 'viewer' },
  { path: '/integrations', name: 'Integrations', icon: 'integrations', key: 'g i', role: 'viewer' },
  { path: '/workflows', name: 'Workflows', icon: 'workflows', key: 'g w', role: 'viewer' },
  { path: '/reports', name: 'Reports', icon: 'reports', key: 'g r', role: 'viewer' },
  { path: '/operations', name: 'Operations', icon: 'operations', key: 'g o', role: 'operator' },
];

export const rooms = (): Room[] => ROOMS.filter(room => may(room.role));

interface View { load: () => Promise<unknown>; show: () => unknown; title: string }

/** What is at a place; undefined where nothing is. */
export function viewAt({ parts }: Place): View | undefined {
  const [room = 'sessions', id, more] = parts;
  switch (room) {
    case 'sessions':
      if (id && more === 'report') {
        return { title: 'Report', load: () => import('../reports/report.ts'), show: () => html`<lr-report .session=${id}></lr-report>` };
      }
      return id
        ? { title: 'Session', load: () => import('../session/room.ts'), show: () => html`<lr-room .session=${id} .tab=${more ?? ''} .thing=${parts[3] ?? ''}></lr-room>` }
        : { title: 'Sessions', load: () => import('../views/sessions.ts'), show: () => html`<lr-sessions></lr-sessions>` };
    case 'feedback':
      return { title: 'Feedback', load: () => import('../feedback/queue.ts'), show: () => html`<lr-queue .report=${id ?? ''}></lr-queue>` };
    case 'integrations':
      return id
        ? { title: 'Integration', load: () => import('../integrations/integration.ts'), show: () => html`<lr-integration .endpoint=${id}></lr-integration>` }
        : { title: 'Integrations', load: () => import('../integrations/integrations.ts'), show: () => html`<lr-integrations></lr-integrations>` };
    case 'workflows':
      return id
        ? { title: 'Workflow', load: () => import('../workflows/workflow.ts'), show: () => html`<lr-workflow .workflow=${id}></lr-workflow>` }
        : { title: 'Workflows', load: () => import('../workflows/workflows.ts'), show: () => html`<lr-workflows></lr-workflows>` };
    case 'reports':
      return { title: 'Reports', load: () => import('../reports/reports.ts'), show: () => html`<lr-reports></lr-reports>` };
    case 'operations':
      return { title: 'Operations', load: () => import('../operations/operations.ts'), show: () => html`<lr-operations .tab=${id ?? ''}></lr-operations>` };
    default:
      return undefined;
  }
}
