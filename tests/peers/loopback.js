// Some of these servers listen on every interface and have no option for it; this makes them listen
// on this machine alone. Loaded with node --require.
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port === 'object') return listen.call(this, { ...port, host: '127.0.0.1' }, ...rest);
  if (typeof rest[0] === 'string') rest.shift();
  return listen.call(this, port, '127.0.0.1', ...rest);
};
