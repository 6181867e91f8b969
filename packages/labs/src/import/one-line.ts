/** A title as plain words on one line. */
export function oneLine(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/\{:[^}]*\}/g, '')
    .replace(/[`*<>{}[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
