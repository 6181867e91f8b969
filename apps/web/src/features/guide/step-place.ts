// Where in a lab its reader is: which step, and which part of it is at the top of what is seen. Parts, not pixels: they
// are the same ones in another language, in another width, and after a reload.

/** The address wins, then what was read last, then the first. Undefined for a lab without steps. */
export function chooseStep(steps: readonly string[], hash: string, last: string | null): string | undefined {
  const wanted = hash.replace(/^#/, '');
  return steps.find((step) => step === wanted) ?? steps.find((step) => step === last) ?? steps[0];
}

export type ReadingPlace = {
  /** The part that crosses the upper edge, or the first one below it. */
  part: number;
  /** How much of it is above the edge, as a share of its height. Below 0, the part begins below the edge. */
  share: number;
};

/** Of a part, in the coordinates of what scrolls. */
export type Box = { top: number; height: number };

export const beginning: ReadingPlace = { part: -1, share: 0 };

export function placeAt(boxes: readonly Box[], scrollTop: number): ReadingPlace {
  if (scrollTop <= 0) return beginning;
  const part = boxes.findIndex(({ top, height }) => top + height > scrollTop);
  const box = boxes[part];
  if (!box) return { part: boxes.length - 1, share: 1 };
  return { part, share: (scrollTop - box.top) / Math.max(1, box.height) };
}

export function scrollTopOf({ part, share }: ReadingPlace, boxes: readonly Box[]): number {
  const box = boxes[part];
  return box ? Math.max(0, box.top + share * Math.max(1, box.height)) : 0;
}
