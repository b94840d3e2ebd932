/** Which built files a browser fetches before a page can be used, read from Vite's manifest. */

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}
export type Manifest = Record<string, Chunk>;

/** Loaded when somebody asks for it, never with a page. */
const ON_DEMAND = /codemirror-(vim|emacs)|\/(vim|emacs)\.[jt]s$/;

/**
 * The scripts of the entry and of one page, with everything they import; what the page itself loads lazily counts too,
 * since it is fetched at once, but for what is loaded on demand.
 * @param page a key of the manifest, such as `pages/Home.svelte`
 */
export function firstLoad(manifest: Manifest, page: string): string[] {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error('the manifest names no entry');
  if (!manifest[page]) throw new Error(`${page} is not a chunk of its own: load it with import()`);
  const loaded = new Set<string>();
  follow(manifest, entry, false, loaded);
  follow(manifest, page, true, loaded);
  return [...loaded].map((key) => chunkOf(manifest, key).file).filter((file) => file.endsWith('.js'));
}

function follow(manifest: Manifest, key: string, lazily: boolean, loaded: Set<string>): void {
  if (loaded.has(key)) return;
  loaded.add(key);
  const { imports = [], dynamicImports = [] } = chunkOf(manifest, key);
  const lazy = lazily ? dynamicImports.filter((name) => !ON_DEMAND.test(name)) : [];
  for (const next of [...imports, ...lazy]) follow(manifest, next, lazily, loaded);
}

function chunkOf(manifest: Manifest, key: string): Chunk {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the manifest lacks ${key}`);
  return chunk;
}
