// Socket.IO: what is posted to /say is emitted to everybody, with WebSockets from the start.
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const http = createServer((request, response) => {
  if (request.method !== 'POST') return response.writeHead(404).end();
  let body = '';
  request.setEncoding('utf8');
  request.on('data', part => (body += part));
  request.on('end', () => {
    const { target, arguments: what } = JSON.parse(body.replace('\u001e', ''));
    io.emit(target, ...what);
    response.end();
  });
});
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
http.listen(0, '127.0.0.1', 4096, () => console.log(`Now listening on: http://127.0.0.1:${http.address().port}`));
