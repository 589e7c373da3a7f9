import { render, html } from 'lit';
import { learn } from './lib/capabilities.ts';
import { startKeys } from './lib/keys.ts';
import { renew, stayIn, whoAmI } from './lib/me.ts';
import { applyTheme } from './lib/prefs.ts';
import { here, start } from './lib/router.ts';
import { viewAt } from './shell/places.ts';
import './shell/shell.ts';

applyTheme();

async function open(): Promise<void> {
  // Asked for together: who it is, what the API can do, and the code of the view that is wanted.
  void viewAt(here())?.load().catch(() => {});
  const [me] = await Promise.all([whoAmI().catch(() => null), learn()]);
  if (me !== null && !me.signed_in && !(await renew())) {
    sessionStorage.setItem('liverun.then', location.pathname + location.search);
    location.replace('/sign-in');
    return;
  }
  if (me === null) {
    render(html`<main class="page"><h1>Liverun does not answer</h1><p>Is it running? This page tries again by itself.</p></main>`, document.body);
    setTimeout(() => location.reload(), 3000);
    return;
  }
  stayIn();
  start();
  startKeys();
  document.body.replaceChildren(document.createElement('lr-app'));
}

void open();
