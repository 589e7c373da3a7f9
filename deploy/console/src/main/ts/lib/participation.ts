import type { Session } from '../model.ts';
import { current, may } from './me.ts';

/** Whether the person may change the session; the services decide, this only decides what is offered. */
export function takesPart(session: Session): boolean {
  return may('operator') || (may('tester') && session.participants.some(one => one.subject === current().subject && one.role === 'TESTER'));
}

/** Whether the person may write notes into the session: a product owner need not be a tester. */
export function mayNote(session: Session): boolean {
  return may('operator') || session.participants.some(one => one.subject === current().subject && one.role !== 'OBSERVER');
}
