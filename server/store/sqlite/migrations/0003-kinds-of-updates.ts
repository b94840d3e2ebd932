/** What an update of a sheet's log is: until here all were edits. */
export const kindsOfUpdates = `
  alter table sheet_updates add column kind text default 'edit' not null;
`;
