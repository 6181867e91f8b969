// Addresses of the manager's WebSockets, on the page's own origin.
export const eventsUrl = (session: string) => socketUrl(`/api/v1/sessions/${session}/events`);

export const terminalUrl = (session: string, terminal: string) =>
  socketUrl(`/api/v1/sessions/${session}/terminals/${terminal}`);

function socketUrl(path: string): string {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
