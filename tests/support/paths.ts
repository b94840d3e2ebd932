/** Every path that answers a GET, for a room, cards, and what may be asks and moments. */
export const pathsOf = (room: string, cards: readonly string[], ids: Iterable<string>): string[] => [
  ...['/healthz', '/readyz', '/metrics'],
  ...['/api/me', '/api/me/devices', '/api/me/export.json', '/api/me/export.csv'],
  ...['/api/rooms', '/api/progress', '/api/reach', '/api/deck'],
  ...cards.flatMap((card) => [`/api/deck/${card}`, `/api/rooms/${room}/cards/${card}`]),
  `/api/rooms/${room}/cards`,
  ...['', '.json', '.md', '.html'].map((end) => `/api/rooms/${room}/report${end}`),
  ...[1, 2].map((round) => `/api/rooms/${room}/timeline/${round}`),
  ...[...ids].flatMap((id) => [`/api/rooms/${room}/asks/${id}/checks`, `/api/rooms/${room}/moments/${id}`]),
  `/r/${room}`,
  `/report/${room}`,
];
