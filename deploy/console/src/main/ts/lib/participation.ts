import type { Feedback, Session } from '../model.ts';
import { current, may } from './me.ts';

/** Whether the person may change the session; the services decide, this only decides what is offered. */
export function takesPart(session: Session): boolean {
  return may('operator') || (may('tester') && session.participants.some(one => one.subject === current().subject && one.role === 'TESTER'));
}

/** Whether the person may handle the report: whoever reported it, and whoever may write into its session, as far as that is known. */
export function mayHandle(report: Feedback, session: Session | undefined): boolean {
  return may('tester') && (may('operator') || report.reported_by === current().subject || (session !== undefined && mayNote(session)));
}

/** Whether the person may write notes into the session: a product owner need not be a tester. */
export function mayNote(session: Session): boolean {
  return may('operator') || session.participants.some(one => one.subject === current().subject && one.role !== 'OBSERVER');
}
