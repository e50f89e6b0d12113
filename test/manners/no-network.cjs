// Loaded before a program: whoever asks for the network in it is told that there is none.
const { Socket } = require('node:net');
const dns = require('node:dns');

function refuse() {
  throw new Error('this program asked for the network');
}
const { connect } = Socket.prototype;
Socket.prototype.connect = function connectLocally(...options) {
  // a path is a socket of this machine
  const [first] = Array.isArray(options[0]) ? options[0] : options;
  return typeof first?.path === 'string' ? connect.apply(this, options) : refuse();
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  dns[name] = refuse;
  dns.promises[name] = refuse;
}
globalThis.fetch = refuse;
