/** The hash of the secret by which somebody else reads a room's report. */
export const shareLinks = `
  alter table rooms add column share_hash text;
`;
