/** The store's methods inside the thread of the database, where SQLite answers at once and nothing is waited for. */

export type Direct<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never;
};
