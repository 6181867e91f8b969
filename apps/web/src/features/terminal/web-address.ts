// Addresses in a terminal that may be opened: programs write what they like.

/** Undefined for everything but http and https, and for names and passwords before the host, which hide it. */
export function webAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const address = new URL(text);
  const isWeb = address.protocol === 'http:' || address.protocol === 'https:';
  return isWeb && address.username === '' && address.password === '' ? address : undefined;
}

/** Whether a link's words already say where it leads. */
export function saysAddress(words: string, address: URL): boolean {
  return webAddress(words.trim())?.href === address.href;
}
