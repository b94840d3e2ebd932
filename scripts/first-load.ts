/** Which built files a browser fetches before a page can be used, read from Vite's manifest. */

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}
export type Manifest = Record<string, Chunk>;

/**
 * Fetched when somebody asks for it, or ahead while the page is idle, never with a page: other keys, searching, open
 * menus and dialogs, the cards to choose from, the questions of a rapid fire, the words of a pin, what runs and traces
 * code, the replay, a frozen sheet, and the phases that a room is not in. A round imports its sheet itself, so that it
 * counts there.
 */
const ON_DEMAND =
  /codemirror-(vim|emacs)|\/(vim|emacs)\.[jt]s$|codemirror\/search|\/panes\.ts$|(Dialogs?|DialogBox|MenuList|MomentDetail|PinForm|RapidFire|RoundReplay|CardPicker|Phase|panes|Sheet)(\.svelte|-[\w-]+\.js)$/;

/**
 * The scripts of the entry and of a page, with everything they import; what the page itself loads lazily counts too,
 * since it is fetched at once, but for what is loaded on demand.
 * @param page a key of the manifest, such as `home/HomePage.svelte`
 * @param part what the page shows of what it loads on demand, as a key too
 */
export function firstLoad(manifest: Manifest, page: string, part?: string): string[] {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error('the manifest names no entry');
  const loaded = new Set<string>();
  follow(manifest, entry, false, loaded);
  for (const key of part === undefined ? [page] : [page, part]) {
    if (!manifest[key]) throw new Error(`${key} is not a chunk of its own: load it with import()`);
    follow(manifest, key, true, loaded);
  }
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
