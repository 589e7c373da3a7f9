/** Whose fault a reason is: what a tester asks first. */

export interface Blame { whose: 'ours' | 'theirs' | 'shared' | 'none'; text: string }

const REASONS: Record<string, Blame> = {
  OK: { whose: 'none', text: 'Answers as expected' },
  SLOW: { whose: 'theirs', text: 'Answers, but slowly' },
  RATE_LIMITED: { whose: 'shared', text: 'Asks us to slow down' },
  AUTH: { whose: 'ours', text: 'Refuses our credential' },
  SERVER_ERROR: { whose: 'theirs', text: 'Answers with errors' },
  UNEXPECTED_STATUS: { whose: 'theirs', text: 'Answers with another status than expected' },
  DNS: { whose: 'shared', text: 'Its name cannot be resolved' },
  CONNECT: { whose: 'theirs', text: 'Takes no connections' },
  TLS: { whose: 'theirs', text: 'Its certificate is not valid' },
  RESET: { whose: 'theirs', text: 'Breaks the connection off' },
  MALFORMED: { whose: 'theirs', text: 'Answers with something unreadable' },
  TOO_LARGE: { whose: 'theirs', text: 'Answers with too much' },
  POLICY: { whose: 'ours', text: 'Our egress policy refuses the address' },
  TIMEOUT: { whose: 'theirs', text: 'Does not answer in time' },
};

export function blame(reason: string | null | undefined): Blame {
  return (reason && REASONS[reason]) || { whose: 'none', text: reason ? reason.toLowerCase().replaceAll('_', ' ') : 'Not checked yet' };
}

const CLASSES: Record<string, Blame> = {
  PRODUCT: { whose: 'ours', text: 'The product did not do what the test expects' },
  CONTRACT_DRIFT: { whose: 'shared', text: 'The answer has another shape than agreed' },
  AUTH: { whose: 'ours', text: 'The credential was refused' },
  RATE_LIMITED: { whose: 'shared', text: 'The integration asked us to slow down' },
  PROVIDER_OUTAGE: { whose: 'theirs', text: 'The integration was down' },
  NETWORK: { whose: 'shared', text: 'The network failed in between' },
  TEST_DEFECT: { whose: 'ours', text: 'The test itself is wrong' },
};

export function blameOfClass(failureClass: string | null | undefined): Blame | undefined {
  return failureClass ? CLASSES[failureClass] ?? { whose: 'none', text: failureClass } : undefined;
}
