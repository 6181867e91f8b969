// A shell somewhere, reached in one way or another: what every contender of the terminal bench offers.

/** Takes output, and calls `parsed` once its terminal has parsed the bytes. */
export type Receive = (data: Uint8Array, parsed: () => void) => void;

export type ShellEvents = { receive: Receive; ended(why: string): void };

export type Channel = {
  type(text: string): void;
  close(): void;
};

export type Contender = {
  name: string;
  open(events: ShellEvents): Promise<Channel>;
  close(): Promise<void>;
};

/** Why a contender takes no part. */
export class NotRun extends Error {}

/** For streams without acknowledgements: pauses them while too much waits to be parsed. */
export function pausing(stream: { pause(): void; resume(): void }, highBytes = 256 * 1024) {
  let waitingBytes = 0;
  let isPaused = false;
  return (data: Uint8Array, receive: Receive) => {
    waitingBytes += data.length;
    receive(data, () => {
      waitingBytes -= data.length;
      if (!isPaused || waitingBytes > highBytes / 2) return;
      isPaused = false;
      stream.resume();
    });
    if (isPaused || waitingBytes <= highBytes) return;
    isPaused = true;
    stream.pause();
  };
}
