// How much time a session has, and how loudly to say so.
import { type Session, spendingShare } from '@marina/protocol/session';

export type Urgency = 'calm' | 'soon' | 'now';

const minuteMs = 60_000;
export const soonMs = 5 * minuteMs;

export function urgency(leftMs: number): Urgency {
  if (leftMs < minuteMs) return 'now';
  return leftMs < soonMs ? 'soon' : 'calm';
}

/** 1:05:09, 59:07 or 0:08; never below zero. */
export function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  const padded = parts.map((part, index) => (index === 0 && hours === 0 ? `${part}` : `${part}`.padStart(2, '0')));
  return [...(hours > 0 ? [hours] : []), ...padded].join(':');
}

/** Whole minutes, rounded up: what is spoken and written in sentences. */
export function wholeMinutes(leftMs: number): number {
  return Math.max(0, Math.ceil(leftMs / minuteMs));
}

/** How much of its processor time is spent, in whole percent, rounded down; undefined while there is plenty. */
export function spentPercent(time: Session['processorTime']): number | undefined {
  const share = time === null ? 0 : time.usedMs / time.budgetMs;
  return share < spendingShare ? undefined : Math.min(100, Math.floor(share * 100));
}
