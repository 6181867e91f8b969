// One line of JSON per event; never a token, a cookie or what a student typed.

export type Log = (event: string, facts?: Record<string, unknown>) => void;

export const log: Log = (event, facts = {}) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...facts })}\n`);
};

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
