// How much each browser has typed into a terminal. A browser that comes back is told, and sends the rest: what it had
// sent into a connection that was cut is neither lost nor typed twice.

/** A view that was forgotten here sends nothing again: better lost than twice. */
const maxClients = 256;

export class TypedInput {
  readonly #received: Map<bigint, bigint>;

  constructor(known: ReadonlyMap<bigint, bigint> = new Map()) {
    this.#received = new Map(known);
  }

  /** Whether what the view has typed before is known; if not, it counts anew from here. */
  greet(client: bigint, isNew: boolean): boolean {
    const isKnown = isNew || this.#received.has(client);
    this.#remember(client, this.of(client));
    return isKnown;
  }

  took(client: bigint, bytes: number): void {
    this.#remember(client, this.of(client) + BigInt(bytes));
  }

  of(client: bigint): bigint {
    return this.#received.get(client) ?? 0n;
  }

  /** The one that was seen longest ago is forgotten first. */
  #remember(client: bigint, received: bigint): void {
    this.#received.delete(client);
    this.#received.set(client, received);
    const [oldest] = this.#received.keys();
    if (this.#received.size > maxClients && oldest !== undefined) this.#received.delete(oldest);
  }
}
