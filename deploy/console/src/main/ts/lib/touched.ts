import type { TimelineItem } from '../model.ts';

/** Which addresses an entry makes old. */
export function touched(session: string, item: TimelineItem): string[] {
  const own = `/sessions/${session}`;
  const data = item.data;
  switch (item.kind) {
    case 'session': return [own, '/sessions?', '/dashboard'];
    case 'health': return [`${own}/health`, `${own}/summary`, '/health-board', ...(data['endpoint_id'] ? [`/integrations/${String(data['endpoint_id'])}`] : [])];
    case 'test': return [`${own}/runs`, `${own}/results`, `${own}/summary`, ...(data['run_id'] ? [`/runs/${String(data['run_id'])}`] : []), ...(data['result_id'] ? [`/results/${String(data['result_id'])}`] : [])];
    case 'feedback': return [`${own}/summary`, `${own}/results`, '/feedback', '/dashboard'];
    case 'note': return [];
  }
}
