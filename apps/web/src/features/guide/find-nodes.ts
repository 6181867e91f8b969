// Nodes of a document, wherever they stand: in tabs, lists, details…

/** All objects in `value` whose `type` is this one, in the order of the text. */
export function findNodes(value: unknown, type: string): object[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === type) return [value];
  return Object.values(value).flatMap((inner) => findNodes(inner, type));
}
