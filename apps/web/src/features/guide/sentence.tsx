import { inOrder } from './in-order.tsx';

/** A sentence of a check: what stands between backticks is code. */
export function Sentence({ text }: { text: string }) {
  return inOrder(text.split('`'), (part, index) => (index % 2 === 1 ? <code>{part}</code> : part));
}
