/**
 * engine.io drops a socket that works whenever the browser says `offline`: a VPN, or Wi-Fi that goes while the server
 * is on a cable, is enough for that. Whether there is a line the socket itself knows. Imported before engine.io, whose
 * listener comes after this one.
 */

globalThis.addEventListener?.('offline', (event) => event.stopImmediatePropagation());
