/** Starts the page of a file that holds a finished session. It replaces the page for readers without scripts. */

import '../ui/tokens.css';
import '../ui/base.css';
import './plain.css';
import { mount } from 'svelte';
import { showAddresses } from '../ui/markdown.ts';
import File from './File.svelte';
import { readSession } from './file.ts';

showAddresses();

async function start(): Promise<void> {
  const session = await readSession();
  const target = document.createElement('div');
  mount(File, { target, props: { session } });
  document.getElementById('plain')?.replaceWith(target);
}

void start();
