/**
 * The floor: copies each frame to the other peer of the sheet and does nothing else. `/blob/<name>?<sheet>` sends one
 * file's bytes at once.
 */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

const sheets = new Map<string, Set<WebSocket>>();
const blobs = new Map<string, Buffer>();
const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => {
    const path = request.url ?? '';
    if (path.startsWith('/blob/')) return ws.send(blobOf(path.slice('/blob/'.length).split('?')[0] ?? ''));
    join(path, ws);
  });
});

function blobOf(name: string): Buffer {
  const blob = blobs.get(name) ?? readFileSync(`${process.env['BLOBS'] ?? '.'}/${name}`);
  blobs.set(name, blob);
  return blob;
}

function join(path: string, ws: WebSocket): void {
  const peers = sheets.get(path) ?? new Set();
  sheets.set(path, peers.add(ws));
  ws.on('message', (data) => {
    for (const peer of peers) if (peer !== ws) peer.send(data);
  });
  ws.on('close', () => {
    peers.delete(ws);
    if (peers.size === 0) sheets.delete(path);
  });
}

server.listen(Number(process.env['PORT']), '127.0.0.1');
