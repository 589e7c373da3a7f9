import { Edited, unsent } from '../../main/ts/lib/edited.ts';
import { equal, test } from './testing.ts';

const begun = { title: 'It hangs', text: 'As seen.' };

test('only what was edited is sent', () => {
  const edited = new Edited(begun);
  equal(edited.changes, {});
  edited.set({ title: 'It hangs twice' });
  equal(edited.changes, { title: 'It hangs twice' });
  edited.set({ title: 'It hangs' });
  equal(edited.changes, {});
});

test('what only others changed is followed', () => {
  const edited = new Edited(begun);
  edited.set({ title: 'Mine' });
  edited.follow({ title: 'It hangs', text: 'Theirs.' });
  equal(edited.values, { title: 'Mine', text: 'Theirs.' });
  equal(edited.changes, { title: 'Mine' });
  equal(edited.settled, true);
});

test('what both changed differently is not overwritten before somebody says so', () => {
  const edited = new Edited(begun);
  edited.set({ title: 'Mine' });
  edited.follow({ ...begun, title: 'Theirs' });
  edited.follow({ ...begun, title: 'Theirs again' });
  equal(edited.values.title, 'Mine');
  equal([edited.settled, edited.theirs], [false, { title: 'Theirs again' }]);

  edited.settle('title', 'mine');
  edited.follow({ ...begun, title: 'Theirs again' });
  equal([edited.settled, edited.changes], [true, { title: 'Mine' }]);

  edited.follow({ ...begun, title: 'And again' });
  edited.settle('title', 'theirs');
  equal([edited.settled, edited.values.title, edited.changes], [true, 'And again', {}]);
});

test('what was begun before goes on where it was left', () => {
  const edited = new Edited(begun, { text: 'Half a' });
  edited.follow({ title: 'Another', text: 'As seen.' });
  equal([edited.values, edited.changes, edited.settled], [{ title: 'Another', text: 'Half a' }, { text: 'Half a' }, true]);
});

test('what is written while it is saved is still to be saved', () => {
  const edited = new Edited(begun);
  edited.set({ title: 'Mine' });
  const sent = edited.changes;
  edited.set({ title: 'Mine, longer' });
  edited.saved(sent);
  edited.follow({ ...begun, title: 'Mine' });
  equal([edited.changes, edited.settled], [{ title: 'Mine, longer' }, true]);
});

test('what others take back, or change alike, needs no word', () => {
  const edited = new Edited(begun);
  edited.set({ title: 'Mine' });
  edited.follow({ ...begun, title: 'Theirs' });
  edited.follow(begun);
  equal([edited.settled, edited.changes], [true, { title: 'Mine' }]);
  edited.follow({ ...begun, title: 'Mine' });
  equal([edited.settled, edited.changes], [true, {}]);
});

test('what is written while a text is sent is not lost', () => {
  equal(unsent('Seen again.', 'Seen again.'), '');
  equal(unsent('Seen again. On the phone', 'Seen again.'), 'On the phone');
  equal(unsent('Something else', 'Seen again.'), 'Something else');
});
