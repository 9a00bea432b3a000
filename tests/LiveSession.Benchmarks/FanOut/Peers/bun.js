// uWebSockets by way of Bun: one topic, and what is posted to /say is published to it.
const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  async fetch(request, server) {
    if (request.method === 'POST') {
      server.publish('session', await request.text());
      return new Response();
    }
    return server.upgrade(request) ? undefined : new Response('', { status: 404 });
  },
  websocket: {
    idleTimeout: 960,
    open: socket => socket.subscribe('session'),
    message: () => {},
  },
});
console.log(`Now listening on: http://127.0.0.1:${server.port}`);
