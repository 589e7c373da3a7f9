/** A session as it is being filled in. */
import type { Configuration, Workflow } from '../model.ts';

export interface Draft {
  name: string; description: string; environment: string; version: string;
  left: string[]; optional: string[]; unplanned: string[];
  write: boolean; money: boolean; maxAmount: string; autoPause: boolean; signOff: string; start: boolean;
}

export const FRESH: Draft = { name: '', description: '', environment: '', version: '', left: [], optional: [], unplanned: [], write: false, money: false, maxAmount: '', autoPause: false, signOff: '', start: true };

const signers = (draft: Draft): string[] => draft.signOff.split(/[\s,]+/).filter(Boolean);

/** What the API is asked for, from what was filled in. */
export function configurationOf(draft: Draft, integrations: string[], tests: Workflow[]): Configuration {
  const scope = integrations.filter(name => !draft.left.includes(name));
  const plan = tests.filter(test => scope.includes(test.integration ?? '') && !draft.unplanned.includes(test.name)).map(test => test.name);
  return {
    ...(draft.environment.trim() && { environment: draft.environment.trim() }),
    ...(draft.version.trim() && { version: draft.version.trim() }),
    ...(scope.length && { integrations: scope.map(name => ({ name, required: !draft.optional.includes(name) })) }),
    ...(plan.length && { plan }),
    ...((draft.write || draft.money) && {
      approvals: { write: draft.write, money: draft.money, ...(draft.money && draft.maxAmount.trim() && { max_amount: draft.maxAmount.trim() }) },
    }),
    ...(signers(draft).length && { sign_off: signers(draft) }),
    ...(draft.autoPause && { auto_pause: true, auto_resume: true }),
  };
}

/** The draft that says what a saved configuration says. */
export function draftOf(configuration: Configuration, integrations: string[], tests: Workflow[]): Partial<Draft> {
  const scope = configuration.integrations?.map(one => one.name ?? '');
  return {
    environment: configuration.environment ?? '',
    version: configuration.version ?? '',
    left: scope ? integrations.filter(name => !scope.includes(name)) : [],
    optional: (configuration.integrations ?? []).filter(one => one.required === false).map(one => one.name ?? ''),
    unplanned: tests.map(test => test.name).filter(name => !configuration.plan?.includes(name)),
    write: configuration.approvals?.write === true,
    money: configuration.approvals?.money === true,
    maxAmount: configuration.approvals?.max_amount === undefined ? '' : String(configuration.approvals.max_amount),
    autoPause: configuration.auto_pause === true,
    signOff: (configuration.sign_off ?? []).join(', '),
  };
}
