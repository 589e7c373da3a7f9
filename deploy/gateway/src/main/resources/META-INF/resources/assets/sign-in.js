// The token travels behind '#', which browsers send to nobody, and leaves the address before anything else happens.
const message = document.getElementById('message');
const form = document.getElementById('form');
const said = location.hash.slice(1);
const token = new URLSearchParams(said).get('token');
history.replaceState(null, '', '/sign-in');

const say = (text, bad) => {
  message.textContent = text;
  message.classList.toggle('bad', bad);
};

/** Why a provider's sign-in did not work, and what to do. */
const REASONS = {
  'refused': 'The sign-in was not completed. Try again.',
  'expired': 'The sign-in took too long, or was begun in another browser. Try again.',
  'unreachable': 'The identity provider does not answer. Try again in a little while.',
  'not-accepted': 'The identity provider knows you, but Liverun does not accept its token. Tell an operator.',
  'too-long': 'The identity provider’s token is too long for a browser’s cookie. Tell an operator.',
};

/** What signing out has come to. */
const ENDED = {
  'signed-out': () => 'You are signed out.',
  'signed-out-everywhere': provider => `You are signed out, here and at ${provider ?? 'your provider'}.`,
  'signed-out-here': provider => `You are signed out here. At ${provider ?? 'your provider'} you are still signed in: on a shared computer, sign out there, too.`,
};

/** Back to where somebody was before the sign-in ran out; an address of this page's own, nothing else. */
function goOn() {
  const then = sessionStorage.getItem('liverun.then') ?? '/';
  sessionStorage.removeItem('liverun.then');
  location.replace(/^\/(?![/\\])/.test(then) ? then : '/');
}

async function offer() {
  const ways = await fetch('/sign-in/ways').then(response => response.json()).catch(() => ({}));
  if (ways.oidc) {
    const link = document.getElementById('provider-link');
    link.href = ways.oidc.address;
    link.textContent = `Sign in with ${ways.oidc.name}`;
    document.getElementById('provider').hidden = false;
  }
  say(REASONS[said] ?? ENDED[said]?.(ways.oidc?.name) ?? (ways.oidc ? 'Sign in as usual, or with a token.' : 'Open the link that you were given; it signs you in by itself. Without one, paste a token.'), said in REASONS);
  form.hidden = false;
}

async function signIn(candidate) {
  say('Signing in …', false);
  try {
    const response = await fetch('/sign-in', {
      method: 'POST',
      headers: { Authorization: `Bearer ${candidate}`, 'X-Liverun-Client': 'gateway' },
    });
    if (response.ok) {
      goOn();
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

// Whoever pastes the link while this page is open stays on it: only what follows '#' has changed.
addEventListener('hashchange', () => location.reload());

if (token) {
  signIn(token);
} else if (said === 'signed-in') {
  goOn();
} else {
  offer();
}
