/** Starts the page: fonts, colours, theme, then the app. */

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { announce } from '../ui/announce.svelte.ts';
import { isTold } from '../ui/lazy.ts';
import { surviveTranslation } from '../ui/translated.ts';
import { applyTheme } from '../ui/theme.svelte.ts';

applyTheme();

// A page's code that cannot be fetched would otherwise leave a press without any answer.
window.addEventListener('vite:preloadError', ({ payload }) => {
  setTimeout(() => {
    if (isTold(payload)) return;
    announce('This part could not be loaded. Check that the server is up, then reload the page.', 'error');
  });
});

// The router would throw on an address that cannot be decoded, and show nothing at all.
try {
  decodeURIComponent(location.pathname);
} catch {
  history.replaceState(null, '', '/no-such-page');
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
surviveTranslation(document.body);
mount(App, { target });
