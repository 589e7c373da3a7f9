/** The steps of a workflow, read from its text as far as a preview needs it: their names, kinds and requests. */

export interface PlannedStep { name: string; kind: 'read' | 'write' | 'money' | 'ask'; method: string; url: string; undo: boolean; amount: string | null }

const SAFE = /^(GET|HEAD|OPTIONS)$/;

export function stepsOf(document: string): PlannedStep[] {
  const start = document.search(/^steps:\s*$/m);
  if (start < 0) return [];
  return document.slice(start).split(/^ {2}- (?=name:)/m).slice(1).map(text => {
    const undoAt = text.search(/^ {4}undo:/m);
    const own = undoAt < 0 ? text : text.slice(0, undoAt);
    const method = (/\bmethod:\s*([A-Z]+)/.exec(own)?.[1] ?? 'GET').toUpperCase();
    if (/^ {4}ask:/m.test(own)) return { name: unquoted(/^name:\s*(.+)$/m.exec(own)?.[1] ?? '?'), kind: 'ask', method: '', url: '', undo: false, amount: null };
    const kind = /^ {4}kind:\s*(read|write|money)/m.exec(own)?.[1];
    const amount = /^ {4}money:.*?\bamount:\s*(?:"([^"]*)"|([^,}\s]+))(?:.*?\bunit:\s*"?([^,"}\s]+))?/m.exec(own);
    return {
      name: unquoted(/^name:\s*(.+)$/m.exec(own)?.[1] ?? '?'),
      kind: (kind as PlannedStep['kind'] | undefined) ?? (SAFE.test(method) ? 'read' : 'write'),
      method,
      url: unquoted(/\burl:\s*("[^"]*"|[^,}\n]+)/.exec(own)?.[1] ?? ''),
      undo: undoAt >= 0,
      amount: amount ? `${amount[1] ?? amount[2]}${amount[3] ? ` ${amount[3]}` : ''}` : null,
    };
  });
}

/** Whether a workflow changes something that {@link stepsOf} does not see: in its setup or teardown, or by what it includes. */
export function changesUnseen(test: { kind: string; document: string }): boolean {
  const seen = new Set(stepsOf(test.document).map(step => step.kind));
  return test.kind === 'MONEY' ? !seen.has('money') : test.kind === 'WRITE' && !seen.has('write') && !seen.has('money');
}

const unquoted = (text: string): string => text.trim().replace(/^["'](.*)["']$/, '$1');
