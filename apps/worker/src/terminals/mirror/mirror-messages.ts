// What the agent's main thread and the one that draws screens say to each other. Bytes are handed over, not shared.
import type { Colors } from './device-answers.ts';
import type { Step } from './pending-steps.ts';
import type { MirrorStart, Snapshot } from './screen-mirror.ts';

/** To the mirror of that number. */
export type MirrorOrder =
  | { type: 'open'; mirror: number; start: MirrorStart }
  | { type: 'tell'; mirror: number; step: Step }
  | { type: 'colors'; mirror: number; colors: Colors }
  | { type: 'snapshot'; mirror: number }
  /** When it has drawn all that it was told, and nobody waits for it any more. */
  | { type: 'close'; mirror: number };

/** From it. */
export type MirrorReport =
  | { type: 'reply'; mirror: number; data: string; offset: number }
  /** So many bytes of what it was told need no room any more. */
  | { type: 'taken'; mirror: number; bytes: number }
  /** The answer to the oldest order for one that has none yet. */
  | { type: 'snapshot'; mirror: number; snapshot: Snapshot };
