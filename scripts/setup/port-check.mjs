// Whether Marina's port is free.
import net from 'node:net';

/** @param {string} host @param {number} port @returns {Promise<import('./check.mjs').Check>} */
export function portCheck(host, port) {
  const name = `port ${port}`;
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const found = error.code === 'EADDRINUSE' ? 'taken' : String(error.code);
      // A limit and not a failure: Marina itself may be what runs there.
      resolve({
        name,
        status: 'limit',
        found,
        remedy: 'Unless Marina runs there already, choose another with --port.',
      });
    });
    server.listen({ host, port }, () => server.close(() => resolve({ name, status: 'ok', found: 'free' })));
  });
}
