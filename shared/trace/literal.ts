/** Reads the repr of a Python value, as far as values can be compared without Python. */

/** A value, or `null` parts that could not be read. `call` is any `Name(...)`: a Decimal, a dataclass, an exception. */
export type Literal =
  | { kind: 'int'; value: bigint }
  | { kind: 'float'; value: number }
  | { kind: 'str' | 'bytes' | 'name'; value: string }
  | { kind: 'list' | 'tuple' | 'set'; items: Literal[] }
  | { kind: 'dict'; pairs: [Literal, Literal][] }
  | { kind: 'call'; name: string; items: Literal[]; named: Map<string, Literal> };

/** Deeper nesting is left to comparison as text. */
const DEEPEST = 50;

/** @returns null if the text is not a literal; a tuple may have no brackets */
export function parseLiteral(text: string): Literal | null {
  const reader = new Reader(text);
  const items = reader.items('');
  if (items === null || !reader.ended) return null;
  const [first] = items;
  return items.length === 1 && first && !reader.comma ? first : items.length > 0 ? { kind: 'tuple', items } : null;
}

class Reader {
  #at = 0;
  #depth = 0;
  /** Whether the last list of items ended in a comma. */
  comma = false;

  constructor(readonly text: string) {}

  get ended(): boolean {
    return this.#at === this.text.length;
  }

  /** Items up to the closing mark, which is taken. */
  items(closing: string): Literal[] | null {
    const items: Literal[] = [];
    const done = this.#each(closing, () => {
      const item = this.#value();
      return item !== null && items.push(item) > 0;
    });
    return done ? items : null;
  }

  /** Reads one thing after the other, with commas between, up to the closing mark. */
  #each(closing: string, one: () => boolean): boolean {
    if (this.#depth > DEEPEST) return false;
    this.#depth += 1;
    let comma = false;
    let count = 0;
    for (;;) {
      const end = closing === '' ? this.#take(/\s*$/y) : this.#takeMark(closing);
      if (end !== null) break;
      if ((count > 0 && !comma) || !one()) return false;
      count += 1;
      comma = this.#takeMark(',') !== null;
    }
    this.#depth -= 1;
    this.comma = comma;
    return true;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found) this.#at += found[0].length;
    return found;
  }

  #takeMark(mark: string): string | null {
    const rest = /\s*/y;
    rest.lastIndex = this.#at;
    const from = this.#at + (rest.exec(this.text)?.[0].length ?? 0);
    if (!this.text.startsWith(mark, from)) return null;
    this.#at = from + mark.length;
    return mark;
  }

  #value(): Literal | null {
    this.#take(/\s*/y);
    return this.#string() ?? this.#number() ?? this.#collection() ?? this.#named();
  }

  #string(): Literal | null {
    const found = this.#take(
      /([bBrRuU]{0,2})('''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/y,
    );
    if (!found) return null;
    const [, prefix = '', quoted = ''] = found;
    const width = /^('''|""")/.test(quoted) ? 3 : 1;
    const inner = quoted.slice(width, -width);
    return { kind: /b/i.test(prefix) ? 'bytes' : 'str', value: /r/i.test(prefix) ? inner : unescaped(inner) };
  }

  #number(): Literal | null {
    const based = this.#take(/([+-]?)\s*(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+)(?!\w)/y);
    if (based) return { kind: 'int', value: signed(based[1], BigInt(plain(based[2]).toLowerCase())) };
    const found = this.#take(/([+-]?)\s*((?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?|inf\b|nan\b)(?![\w.])/y);
    if (!found) return null;
    const digits = plain(found[2]);
    if (/^\d+$/.test(digits)) return { kind: 'int', value: signed(found[1], BigInt(digits)) };
    const size = digits === 'inf' ? Infinity : Number(digits);
    return { kind: 'float', value: found[1] === '-' ? -size : size };
  }

  #collection(): Literal | null {
    if (this.#takeMark('[')) return this.#listed('list', ']');
    if (this.#takeMark('{')) return this.#braced();
    if (!this.#takeMark('(')) return null;
    const items = this.items(')');
    if (items === null) return null;
    const [only] = items;
    return only && items.length === 1 && !this.comma ? only : { kind: 'tuple', items };
  }

  #listed(kind: 'list' | 'set', closing: string): Literal | null {
    const items = this.items(closing);
    return items && { kind, items };
  }

  /** A dict, unless its first value has no key. */
  #braced(): Literal | null {
    const from = this.#at;
    const pairs: [Literal, Literal][] = [];
    const done = this.#each('}', () => {
      const key = this.#value();
      const value = key && this.#takeMark(':') && this.#value();
      return key !== null && !!value && pairs.push([key, value]) > 0;
    });
    if (done) return { kind: 'dict', pairs };
    this.#at = from;
    return this.#listed('set', '}');
  }

  #named(): Literal | null {
    const name = this.#take(/[A-Za-z_][\w.]*|\.\.\.|…/y)?.[0];
    if (name === undefined) return null;
    if (!/^\w/.test(name)) return { kind: 'name', value: '...' };
    return this.#takeMark('(') ? this.#call(name) : { kind: 'name', value: name };
  }

  #call(name: string): Literal | null {
    const items: Literal[] = [];
    const named = new Map<string, Literal>();
    const done = this.#each(')', () => {
      const key = this.#take(/\s*([A-Za-z_]\w*)\s*=(?!=)/y)?.[1];
      const value = this.#value();
      if (value === null) return false;
      if (key === undefined) items.push(value);
      else named.set(key, value);
      return true;
    });
    if (!done) return null;
    const [first] = items;
    const isSet = (name === 'set' || name === 'frozenset') && (items.length === 0 || first?.kind === 'set');
    if (isSet && name === 'set') return { kind: 'set', items: first?.kind === 'set' ? first.items : [] };
    if (isSet && items.length === 0) return { kind: 'call', name, items: [{ kind: 'set', items: [] }], named };
    return { kind: 'call', name, items, named };
  }
}

const plain = (digits = ''): string => digits.replaceAll('_', '');

const signed = (sign: string | undefined, value: bigint): bigint => (sign === '-' ? -value : value);

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };

function unescaped(text: string): string {
  const pattern = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;
  return text.replace(pattern, (whole, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
    const code = parseInt(x ?? u ?? long ?? '', 16);
    if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
    return other === '\\' || other === "'" || other === '"' ? other : (ESCAPES[other ?? ''] ?? whole);
  });
}
