// The few things of a WebSocket that a connection needs, so that tests can play the other side.
export type SocketHandlers = {
  opened: () => void;
  message: (data: unknown) => void;
  /** Once, after which nothing more comes; also when it never opened. */
  closed: (code: number, reason: string) => void;
};

export type OpenSocket = (
  url: string,
  protocols: string[],
  handlers: SocketHandlers,
) => { send: (data: Uint8Array<ArrayBuffer>) => void; close: () => void };

export const openWebSocket: OpenSocket = (url, protocols, handlers) => {
  const socket = new WebSocket(url, protocols);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.opened();
  socket.onmessage = (event) => handlers.message(event.data);
  socket.onclose = (event) => handlers.closed(event.code, event.reason);
  return { send: (data) => socket.send(data), close: () => socket.close() };
};
