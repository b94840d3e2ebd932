/** What has just come: shown next to the sheet for a while, and counted as long as its panel is folded. */

export interface NewsLine {
  key: number;
  /** Markdown, in one line. */
  text: string;
}

/** How long a line stays, in ms. What it says is also on the card. */
const STAYS_MS = 15_000;
/** So many lines at most: more would push the sheet away. */
const MOST = 2;

export class News {
  /** The newest first. */
  lines = $state.raw<readonly NewsLine[]>([]);
  /** How much came since its panel was last unfolded. */
  unread = $state(0);
  #last = 0;

  /** @param folded its panel is out of sight */
  tell(text: string, folded: boolean): void {
    const key = ++this.#last;
    this.lines = [{ key, text }, ...this.lines].slice(0, MOST);
    if (folded) this.unread += 1;
    setTimeout(() => this.dismiss(key), STAYS_MS);
  }

  dismiss(key: number): void {
    this.lines = this.lines.filter((line) => line.key !== key);
  }
}
