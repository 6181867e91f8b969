// How a check compares texts: by wildcard or by containing. There are no regular expressions of authors: they could be
// made to take for ever on what a student writes.

/** Whether all of `text` fits `pattern`, in which each * stands for anything, also for nothing. Linear in time. */
export function fits(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  if (parts.length === 1) return text === pattern;
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

/** Whether `text` holds `wanted`; runs of white space count as one space. A * in `wanted` stands for anything. */
export function holdsText(text: string, wanted: string): boolean {
  return fits(folded(text), `*${folded(wanted)}*`);
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Whether `image`, as Docker writes it, is the image that an author means. Docker's own host and `library/` are left
 * out, digests too unless the author wants one; without a tag, any tag will do.
 */
export function isImage(image: string, wanted: string): boolean {
  const seen = shortImage(wanted.includes('@') ? image : image.replace(/@sha256:[0-9a-f]+$/, ''));
  const short = shortImage(wanted);
  if (hasTag(short) || short.includes('@'))
    return fits(hasTag(seen) || seen.includes('@') ? seen : `${seen}:latest`, short);
  return fits(withoutTag(seen), short);
}

function shortImage(image: string): string {
  return image.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
}

function hasTag(image: string): boolean {
  return image.lastIndexOf(':') > image.lastIndexOf('/');
}

function withoutTag(image: string): string {
  return hasTag(image) ? image.slice(0, image.lastIndexOf(':')) : image;
}
