// Everything that comes from outside is put in as text, never as markup.
const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const json = async (path, options) => {
  const response = await fetch(path, { headers: { Accept: 'application/json', 'X-Liverun-Client': 'gateway' }, ...options });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
};

const show = (id, ...nodes) => document.getElementById(id).replaceChildren(...nodes);

async function identity() {
  try {
    const me = await json('/whoami');
    if (!me.signed_in) {
      const text = element('p', '', 'You are not signed in. ');
      const link = element('a', '', 'Sign in');
      link.href = '/sign-in';
      text.append(link, document.createTextNode(' with the link that ./liverun up prints.'));
      show('identity', text);
      return;
    }
    const row = element('div', 'person');
    row.append(element('span', 'name', me.subject));
    me.roles.forEach(role => row.append(element('span', 'role', role)));
    const until = element('span', 'muted', `until ${new Date(me.expires_at).toLocaleString()}`);
    until.title = me.expires_at;
    const out = element('button', 'quiet', 'Sign out');
    out.type = 'button';
    out.addEventListener('click', async () => {
      await json('/sign-out', { method: 'POST' });
      identity();
    });
    row.append(until, out);
    show('identity', row);
  } catch (problem) {
    show('identity', element('p', 'muted', 'It cannot be told at the moment who you are. Reload to try again.'));
  }
}

const STATES = {
  UP: ['up', 'ready'],
  NOT_READY: ['wait', 'not ready yet'],
  AWAY: ['away', 'away'],
};

async function services() {
  const looked = document.getElementById('looked');
  try {
    const board = await json('/services');
    show('services', ...board.services.map(({ name, status }) => {
      const [dot, words] = STATES[status] ?? ['', status];
      const row = element('li');
      row.append(element('span', `dot ${dot}`), element('span', '', name), element('span', 'state', words));
      return row;
    }));
    looked.textContent = `Looked at ${new Date().toLocaleTimeString()}.`;
  } catch (problem) {
    looked.textContent = 'The gateway does not answer. Trying again …';
  }
}

identity();
services();
setInterval(() => { if (!document.hidden) services(); }, 5000);
document.addEventListener('visibilitychange', () => { if (!document.hidden) services(); });
