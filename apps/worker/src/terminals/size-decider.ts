// Whose view decides a terminal's size when several browsers are on it: who typed last, or asked for it. Somebody who
// only joins or looks never changes the size under the one who works.
import type { Attachment } from './attachment.ts';

/** A reload or a glance at another tab must not hand the size over. */
const patienceMs = 5_000;

export class SizeDecider {
  readonly #attachments: ReadonlySet<Attachment>;
  readonly #onChange: () => void;
  readonly #known = new WeakSet<Attachment>();
  #decider: Attachment | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(attachments: ReadonlySet<Attachment>, onChange: () => void) {
    this.#attachments = attachments;
    this.#onChange = onChange;
  }

  get current(): Attachment | undefined {
    return this.#decider;
  }

  /** Somebody has come, shown or hidden their view, or left. */
  look(): void {
    const newcomer = this.#meetNewcomer();
    if (this.#decides(this.#decider)) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return;
    }
    // A first view has nobody to wait for; neither has one that comes back under its name.
    const again = [...this.#attachments].find(({ client }) => client === this.#decider?.client);
    if (this.#decider === undefined) this.#hand(this.#candidate());
    // A reload comes back as somebody new.
    else if (newcomer && !this.#attachments.has(this.#decider)) this.#hand(newcomer);
    else if (again && this.#decides(again)) this.#hand(again);
    else this.#timer ??= setTimeout(() => this.#handOver(), patienceMs);
  }

  take(attachment: Attachment): void {
    if (!attachment.visitor.readOnly) this.#hand(attachment);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #handOver(): void {
    this.#timer = undefined;
    if (!this.#decides(this.#decider)) this.#hand(this.#candidate());
  }

  #hand(next: Attachment | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (next === this.#decider) return;
    this.#decider = next;
    this.#onChange();
  }

  #meetNewcomer(): Attachment | undefined {
    const isNew = (attachment: Attachment) => attachment.client !== undefined && !this.#known.has(attachment);
    const newcomers = [...this.#attachments].filter(isNew);
    for (const newcomer of newcomers) this.#known.add(newcomer);
    return newcomers.find((newcomer) => this.#decides(newcomer));
  }

  #candidate(): Attachment | undefined {
    return [...this.#attachments].findLast((attachment) => this.#decides(attachment));
  }

  #decides(attachment: Attachment | undefined): attachment is Attachment {
    if (!attachment || !this.#attachments.has(attachment)) return false;
    return attachment.client !== undefined && attachment.isVisible && !attachment.visitor.readOnly;
  }
}
