// The token travels behind '#', which browsers send to nobody, and leaves the address before anything else happens.
const message = document.getElementById('message');
const form = document.getElementById('form');
const token = new URLSearchParams(location.hash.slice(1)).get('token');
history.replaceState(null, '', '/sign-in');

const say = (text, bad) => {
  message.textContent = text;
  message.classList.toggle('bad', bad);
};

async function signIn(candidate) {
  say('Signing in …', false);
  try {
    const response = await fetch('/sign-in', {
      method: 'POST',
      headers: { Authorization: `Bearer ${candidate}`, 'X-Liverun-Client': 'gateway' },
    });
    if (response.ok) {
      // Back to where somebody was before the sign-in ran out; an address of this page's own, nothing else.
      const then = sessionStorage.getItem('liverun.then') ?? '/';
      sessionStorage.removeItem('liverun.then');
      location.replace(/^\/(?![/\\])/.test(then) ? then : '/');
      return;
    }
    const problem = await response.json().catch(() => null);
    say(problem?.detail ?? `It did not work (status ${response.status}).`, true);
  } catch (failure) {
    say('The gateway does not answer. Is Liverun running?', true);
  }
  form.hidden = false;
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const field = document.getElementById('token');
  const candidate = field.value.trim();
  field.value = '';
  signIn(candidate);
});

if (token) {
  signIn(token);
} else {
  say('You need a token.', false);
  form.hidden = false;
}
