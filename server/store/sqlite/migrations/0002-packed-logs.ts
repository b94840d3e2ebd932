/** Packed pieces of the sheets' logs, and the journal that group commits go to. */
export const packedLogs = `
  create table sheet_packs (
    sheet text not null references sheets (sheet),
    first integer not null,
    last integer not null,
    bytes bytea not null,
    constraint sheet_packs_key primary key (sheet, first)
  );
  create table sheet_journal (
    id integer primary key,
    bytes bytea not null
  );
`;
