/** A form that is still due, for the debrief. */

export { default as DueForm } from './DueForm.svelte';
