import { match } from '../../main/ts/lib/keys.ts';
import { merge, pushedOut } from '../../main/ts/lib/merge.ts';
import { windowOf } from '../../main/ts/ui/window.ts';
import { equal, test } from './testing.ts';

test('only the rows in view and some around them are drawn', () => {
  equal(windowOf(10_000, 50, 0, 800), { first: 0, last: 22 });
  equal(windowOf(10_000, 50, 250_000, 800), { first: 4994, last: 5022 });
  equal(windowOf(10, 50, 250_000, 800), { first: 10, last: 10 });
});

test('the first page stays fresh without losing what was loaded after it', () => {
  equal(merge([{ id: 'new' }, { id: 'a', v: 2 }], [{ id: 'a', v: 1 }, { id: 'b' }]), [{ id: 'new' }, { id: 'a', v: 2 }, { id: 'b' }]);
});

test('two keys one after the other are one shortcut', () => {
  const ran: string[] = [];
  const shortcuts = [{ keys: 'g s', does: '', run: () => ran.push('g s') }, { keys: 's', does: '', run: () => ran.push('s') }];
  const first = match(shortcuts, '', 'g');
  equal([first.run === undefined, first.pending], [true, 'g']);
  equal(match(shortcuts, 'g', 's').run?.keys, 'g s');
  equal(match(shortcuts, '', 's').run?.keys, 's');
  equal(match(shortcuts, 'g', 'q').run === undefined, true);
});

test('what new entries push off the first page is not lost', () => {
  const ids = (names: string): { id: string }[] => [...names].map(id => ({ id }));
  equal(pushedOut(ids('abcd'), ids('xyab'), ids('ef')), ids('cdef'));
  equal(pushedOut(ids('abcd'), ids('wxyz'), ids('ef')), ids('abcdef'));
  // One went away, or the list became shorter: what follows moves up.
  equal(pushedOut(ids('abcd'), ids('abde'), ids('ef')), ids('ef'));
  equal(pushedOut(ids('abcd'), ids('abc'), ids('ef')), ids('ef'));
  equal(pushedOut(ids('abcd'), ids('abcd'), ids('ef')), ids('ef'));
});
