// A terminal: one shell that outlives every browser on it. Owned by the agent until its shell or its instance ends.
import type { ClientFrame } from '@marina/protocol/terminal-frames';
import type { Shell } from '../shells/shell.ts';
import { Attachment, type Size, type TerminalState, type Visitor, type Wire } from './attachment.ts';
import { BurstRule } from './burst-rule.ts';
import { type Checkpoint, CheckpointRule } from './checkpoint-rule.ts';
import type { Mirrors } from './mirror/mirrors.ts';
import type { RemoteMirror } from './mirror/remote-mirror.ts';
import { maxMirrorLagBytes, type Snapshot } from './mirror/screen-mirror.ts';
import { OutputPace, type WorkerPace } from './output-pace.ts';
import { OutputRing } from './output-ring.ts';
import { SizeDecider } from './size-decider.ts';
import { TypedInput } from './typed-input.ts';

const ringBytes = 512 * 1024;
/** Typing is confirmed that often at most: a browser needs it only to forget what it would have to send again. */
const confirmMs = 1_000;

export type AttachedBrowser = {
  /** Takes one frame; false when the program reads no more: wait for `onWritable`. @throws RangeError malformed */
  receive(frame: Uint8Array): boolean;
  onWritable(resume: () => void): void;
  /** Says that `send` may be called again after it was false. */
  drained(): void;
  detach(): void;
};

export type TerminalOptions = {
  id: string;
  instanceId: string;
  shell: Shell;
  /** Where an agent before this one has left its screen. */
  checkpoint?: Checkpoint | undefined;
  onCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  workerPace: WorkerPace;
  mirrors: Mirrors;
};

export class Terminal {
  readonly id: string;
  readonly instanceId: string;
  readonly #shell: Shell;
  readonly #ring: OutputRing;
  readonly #mirror: RemoteMirror;
  readonly #state: TerminalState;
  readonly #attachments = new Set<Attachment>();
  readonly #decider = new SizeDecider(this.#attachments, () => this.#deciderChanged());
  readonly #typed: TypedInput;
  readonly #output = new BurstRule(() => this.#flushAll());
  readonly #outputPace: OutputPace;
  readonly #checkpoints: CheckpointRule;
  readonly #unconfirmed = new Map<Attachment, NodeJS.Timeout>();
  readonly #caughtUp = Promise.withResolvers<void>();
  readonly #writable: (() => void)[] = [];
  #asked: Size;
  #takesInput = true;
  #isPaused = false;
  #snapshots = 0;
  /** Resolves when the shell has ended and every attachment has been told. */
  readonly ended: Promise<void>;
  /** Resolves when all that an adopted shell has said before is on its screen. */
  readonly caughtUp = this.#caughtUp.promise;

  constructor({ id, instanceId, shell, checkpoint, onCheckpoint, workerPace, mirrors }: TerminalOptions) {
    const { offset, answered, size, epoch, typed } = shell.start;
    const from = checkpoint?.snapshot;
    this.id = id;
    this.instanceId = instanceId;
    this.#shell = shell;
    this.#ring = new OutputRing(ringBytes, offset);
    this.#outputPace = new OutputPace(workerPace, () => this.#pace());
    this.#typed = new TypedInput(typed);
    this.#asked = size;
    const { cols, rows } = from ?? size;
    const drawn = from?.offset ?? 0;
    this.#mirror = mirrors.open(
      { cols, rows, offset: drawn, answered },
      { onReply: (data, before) => shell.answer(data, before), onTaken: () => this.#pace() },
    );
    this.#state = {
      epoch,
      ring: this.#ring,
      size,
      resizedAt: offset,
      snapshot: () => this.#snapshot(),
      typed: (client) => this.#typed.of(client),
    };
    this.#checkpoints = new CheckpointRule({
      isKept: shell.isKept,
      offset: drawn,
      take: async () => onCheckpoint({ epoch, snapshot: await this.#snapshot() }),
    });
    if (from) this.#mirror.tell({ screen: from.data });
    if (drawn !== offset) this.#mirror.tell({ offset });
    if (cols !== size.cols || rows !== size.rows) this.#mirror.tell(size);
    this.ended = this.#follow();
  }

  /** Puts a browser on the terminal. The result takes the browser's frames and detaches it. */
  attach(wire: Wire, visitor: Visitor): AttachedBrowser {
    const attachment = new Attachment(this.#state, wire, visitor);
    this.#attachments.add(attachment);
    return {
      receive: (bytes) => {
        // Frames of a connection that the same view has replaced arrive too late to count.
        if (this.#attachments.has(attachment)) this.#take(attachment, attachment.decode(bytes));
        return this.#takesInput;
      },
      onWritable: (resume) => void this.#writable.push(resume),
      drained: () => {
        attachment.drained();
        this.#pace();
      },
      detach: () => this.#detach(attachment),
    };
  }

  /** Ends the shell. */
  async close(): Promise<void> {
    await this.#shell.hangUp();
    await this.ended;
  }

  /** Goes away and leaves a kept shell to the next agent; a plain one ends. */
  async leave(): Promise<void> {
    if (!this.#shell.isKept) return this.close();
    await this.#checkpoints.now();
    this.#shell.release();
  }

  #follow(): Promise<void> {
    const { offset, end } = this.#shell.start;
    if (offset === end) this.#caughtUp.resolve();
    return new Promise((resolve) => {
      this.#shell.begin({
        output: (bytes) => this.#onOutput(bytes),
        resized: (size) => this.#onResized(size),
        writable: () => this.#onWritable(),
        ended: (code) => {
          this.#onExit(code);
          resolve();
        },
      });
    });
  }

  #take(attachment: Attachment, frame: ClientFrame): void {
    const { readOnly } = attachment.visitor;
    switch (frame.type) {
      case 'hello':
        this.#greet(attachment, frame);
        break;
      case 'input':
        if (!readOnly) this.#type(attachment, frame.data);
        break;
      case 'ack':
        attachment.ack(Number(frame.offset));
        break;
      case 'resize':
        attachment.viewSize = frame;
        if (this.#decider.current === attachment) this.#resize(frame);
        break;
      case 'visible':
        attachment.isVisible = frame.visible;
        this.#decider.look();
        break;
      case 'take':
        this.#decider.take(attachment);
        break;
      case 'colors':
        if (!readOnly) this.#mirror.setColors(frame);
        break;
    }
    this.#pace();
  }

  #greet(attachment: Attachment, hello: Extract<ClientFrame, { type: 'hello' }>): void {
    // A view that comes back replaces its old connection, which may not have been noticed to be dead.
    for (const other of this.#attachments) if (other.client === hello.client) this.#detach(other);
    attachment.start(hello, this.#typed.greet(hello.client, hello.epoch === 0n));
    this.#decider.look();
    this.#tellNews();
  }

  #type(attachment: Attachment, data: Uint8Array): void {
    const { client } = attachment;
    if (client === undefined) return;
    this.#typed.took(client, data.length);
    this.#outputPace.typed();
    this.#takesInput = this.#shell.type(data, { client, total: this.#typed.of(client) });
    if (!this.#unconfirmed.has(attachment)) {
      this.#unconfirmed.set(
        attachment,
        setTimeout(() => this.#confirm(attachment, client), confirmMs),
      );
    }
    this.#decider.take(attachment);
  }

  #confirm(attachment: Attachment, client: bigint): void {
    this.#unconfirmed.delete(attachment);
    attachment.confirmInput(this.#typed.of(client));
  }

  #detach(attachment: Attachment): void {
    if (!this.#attachments.delete(attachment)) return;
    clearTimeout(this.#unconfirmed.get(attachment));
    this.#unconfirmed.delete(attachment);
    attachment.detach();
    this.#decider.look();
    this.#tellNews();
    this.#pace();
  }

  #onOutput(chunk: Buffer): void {
    this.#ring.append(chunk);
    this.#output.produced(chunk.length);
    this.#mirror.tell({ bytes: chunk });
    this.#checkpoints.produced(this.#ring.end);
    if (this.#ring.end >= this.#shell.start.end) this.#caughtUp.resolve();
    this.#outputPace.produced(chunk.length, this.#pacing().length > 0);
    this.#pace();
  }

  #onWritable(): void {
    this.#takesInput = true;
    for (const resume of this.#writable.splice(0)) resume();
  }

  #onExit(code: number): void {
    this.#caughtUp.resolve();
    this.#checkpoints.close();
    this.#outputPace.close();
    this.#onWritable();
    this.#output.now();
    for (const attachment of this.#attachments) attachment.exited(code);
    this.#decider.close();
    for (const timer of this.#unconfirmed.values()) clearTimeout(timer);
    this.#mirror.close();
  }

  #flushAll(): void {
    for (const attachment of this.#attachments) attachment.flush();
    this.#pace();
  }

  async #snapshot(): Promise<Snapshot> {
    this.#snapshots += 1;
    this.#pace();
    const snapshot = await this.#mirror.snapshot();
    this.#snapshots -= 1;
    queueMicrotask(() => this.#pace());
    return snapshot;
  }

  #deciderChanged(): void {
    const { current } = this.#decider;
    if (current) this.#resize(current.viewSize);
    this.#tellNews();
  }

  #resize({ cols, rows }: Size): void {
    const unchanged = cols === this.#asked.cols && rows === this.#asked.rows;
    if (unchanged || cols < 2 || rows < 2 || cols > 1000 || rows > 500) return;
    this.#asked = { cols, rows };
    this.#shell.resize(this.#asked);
  }

  /** Everybody goes through the same sizes at the same places of the output. */
  #onResized(size: Size): void {
    this.#state.size = size;
    this.#state.resizedAt = this.#ring.end;
    this.#mirror.tell(size);
    for (const attachment of this.#attachments) attachment.resized(size);
  }

  #tellNews(): void {
    const { current } = this.#decider;
    const present = [...this.#attachments].filter(({ client }) => client !== undefined);
    for (const attachment of present) {
      const others = present.filter((other) => other !== attachment);
      attachment.news({
        decidesSize: attachment === current,
        readOnly: attachment.visitor.readOnly,
        others: others.map((other) => ({
          name: other.visitor.name,
          readOnly: other.visitor.readOnly,
          decidesSize: other === current,
          isSelf: other.visitor.viewer === attachment.visitor.viewer,
        })),
      });
    }
  }

  /** Who works paces the program; with nobody there, the fastest of those who watch; and see output-pace.ts. */
  #pace(): void {
    const pacing = this.#pacing();
    const browsersWait = pacing.length > 0 && !pacing.some((attachment) => attachment.keepsUp);
    const mirrorWaits = this.#snapshots > 0 || this.#mirror.pendingBytes >= maxMirrorLagBytes;
    const mustPause = browsersWait || mirrorWaits || this.#outputPace.isResting;
    if (mustPause === this.#isPaused) return;
    this.#isPaused = mustPause;
    if (mustPause) this.#shell.pause();
    else this.#shell.resume();
  }

  #pacing(): Attachment[] {
    const watching = [...this.#attachments].filter(({ client, isVisible }) => client !== undefined && isVisible);
    const { current } = this.#decider;
    return current && watching.includes(current) ? [current] : watching;
  }
}
