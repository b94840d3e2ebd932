/** Starts the page of a file that holds a finished session; what stands there for readers without scripts gives way to it. */

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
