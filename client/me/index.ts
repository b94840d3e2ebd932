/** Who sits at this browser, for other features. */

export { currentMe, forgetMe, loadMe } from './me.svelte.ts';
export { default as NameForm } from './NameForm.svelte';
