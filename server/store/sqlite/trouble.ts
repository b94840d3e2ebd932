/** Why a database cannot be opened, for the person who started the server: one line, with what to do. */

interface Trouble {
  codes: RegExp;
  /** Continues "The database … ". @param detail what SQLite or the system said */
  words: (detail: string) => string;
}

const RESTORE = 'Restore it from a backup, or move it away to begin with an empty one.';

const TROUBLES: readonly Trouble[] = [
  { codes: /^SQLITE_NOTADB/, words: () => `is not a SQLite database. ${RESTORE}` },
  {
    codes: /^UNSOUND$/,
    words: (detail) =>
      `is damaged, or its files are not from the same time: ${detail}. Nothing was changed. Restore the database from ` +
      'a backup and move away the files -wal, -shm and -journal beside it, unless they are from the same backup.',
  },
  { codes: /^(SQLITE_CORRUPT|Z_)/, words: (detail) => `is damaged: ${detail}. ${RESTORE}` },
  {
    codes: /^NEWER_SCHEMA$/,
    words: (detail) =>
      `was written by a newer version of this server: ${detail}. Start that version, or choose another folder with ` +
      'DATA_DIR=…',
  },
  {
    codes: /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    words: () => 'is locked by another program, such as a backup or a database shell. End that, and start again.',
  },
  {
    codes: /^(SQLITE_(READONLY|PERM|AUTH)|EACCES|EPERM|EROFS)/,
    words: (detail) => `cannot be written to: ${detail}. Give this user the right to write to it and to its folder.`,
  },
  {
    codes: /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    words: (detail) => `needs room on its disk: ${detail}. Free some, and start again.`,
  },
  {
    codes: /^(SQLITE_IOERR|EIO)/,
    words: (detail) => `cannot be read or written: ${detail}. Check the disk that it is on.`,
  },
];

/** Codes that only this program knows. */
const OURS = /^(UNSOUND|NEWER_SCHEMA)$/;

/** @param error has the code of SQLite, of the system or of this store, itself or as its cause */
export function troubleWith(file: string, error: unknown): string {
  const { message, code } = saidBy(error);
  const what = message.replaceAll('\n', ' ').replace(/\.$/, '');
  const detail = code === '' || OURS.test(code) || what.includes(code) ? what : `${what} (${code})`;
  const found = TROUBLES.find(({ codes }) => codes.test(code));
  return `The database ${file} ${found ? found.words(detail) : `cannot be opened: ${detail}.`}`;
}

function saidBy(error: unknown): { message: string; code: string } {
  if (!(error instanceof Error)) return { message: String(error), code: '' };
  if (error.cause instanceof Error) return saidBy(error.cause);
  return { message: error.message, code: 'code' in error && typeof error.code === 'string' ? error.code : '' };
}
