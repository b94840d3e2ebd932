/** The tab's title: the page's own, and a signal in front of it while the tab is in the background. */

const APP = 'The Practice Room';

let page = '';
let signal = '';

function show(): void {
  const title = page ? `${page} · ${APP}` : APP;
  document.title = signal && document.hidden ? `${signal} · ${title}` : title;
}

export function setTitle(text: string): void {
  page = text;
  show();
}

/** Says something in the title until the tab is looked at; nothing while it is being looked at. */
export function signalInTitle(text: string): void {
  if (!document.hidden) return;
  signal = text;
  show();
}

/** Takes signals back once they are seen. Returns its release. */
export function watchTitle(): () => void {
  const seen = () => {
    if (document.hidden) return;
    signal = '';
    show();
  };
  document.addEventListener('visibilitychange', seen);
  return () => document.removeEventListener('visibilitychange', seen);
}
