// How much of what a terminal has been sent is the beginning of something: an escape sequence or a character whose
// rest is still to come. A screen that is restored elsewhere needs these bytes too, or the rest would be misread.
// States follow the parser of https://vt100.net/emu/dec_ansi_parser, as far as finding the end needs.

type State = 'ground' | 'escape' | 'escape-intermediate' | 'csi' | 'string' | 'string-escape' | 'utf8';

/** A string that is longer than this is never going to be executed: xterm drops it as well. */
const maxTailBytes = 64 * 1024;

export class UnfinishedTail {
  #state: State = 'ground';
  #bytes: number[] = [];
  /** Continuation bytes that the character still lacks. */
  #missing = 0;

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  push(chunk: Uint8Array): void {
    for (const byte of chunk) {
      // Most of all output: printable characters between sequences.
      if (this.#state === 'ground' && byte !== 0x1b && byte < 0x80) continue;
      this.#take(byte);
    }
  }

  #take(byte: number): void {
    switch (this.#state) {
      case 'ground':
        this.#fromGround(byte);
        break;
      case 'utf8':
        this.#fromUtf8(byte);
        break;
      case 'escape':
        this.#fromEscape(byte);
        break;
      case 'escape-intermediate':
        this.#keepUnless(!isIntermediate(byte), byte, 'escape-intermediate');
        break;
      case 'csi':
        if (byte === 0x1b) this.#restart(byte);
        else this.#keepUnless(isCancel(byte) || (byte >= 0x40 && byte < 0x7f), byte, 'csi');
        break;
      case 'string':
        this.#keepUnless(byte === 0x07 || isCancel(byte), byte, byte === 0x1b ? 'string-escape' : 'string');
        break;
      case 'string-escape':
        this.#fromStringEscape(byte);
        break;
    }
  }

  #fromGround(byte: number): void {
    if (byte === 0x1b) this.#keep(byte, 'escape');
    else if (byte >= 0xc2 && byte < 0xf5) {
      this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      this.#keep(byte, 'utf8');
    }
  }

  #fromUtf8(byte: number): void {
    if ((byte & 0xc0) !== 0x80) {
      this.#finish();
      this.#take(byte);
      return;
    }
    this.#missing -= 1;
    this.#keepUnless(this.#missing === 0, byte, 'utf8');
  }

  #fromEscape(byte: number): void {
    if (byte === 0x5b) this.#keep(byte, 'csi');
    else if (byte === 0x1b) this.#restart(byte);
    // OSC, DCS, SOS, PM, APC
    else if ([0x5d, 0x50, 0x58, 0x5e, 0x5f].includes(byte)) this.#keep(byte, 'string');
    else this.#keepUnless(!isIntermediate(byte), byte, 'escape-intermediate');
  }

  /** Anything but the rest of the terminator ends the string and belongs to a sequence of its own. */
  #fromStringEscape(byte: number): void {
    if (byte === 0x5c) this.#finish();
    else {
      this.#restart(0x1b);
      this.#take(byte);
    }
  }

  #keepUnless(isFinished: boolean, byte: number, state: State): void {
    if (isFinished) this.#finish();
    else this.#keep(byte, state);
  }

  #keep(byte: number, state: State): void {
    this.#state = state;
    this.#bytes.push(byte);
    if (this.#bytes.length > maxTailBytes) this.#finish();
  }

  #restart(byte: number): void {
    this.#finish();
    this.#keep(byte, 'escape');
  }

  #finish(): void {
    this.#state = 'ground';
    this.#bytes = [];
  }
}

function isIntermediate(byte: number): boolean {
  return byte >= 0x20 && byte < 0x30;
}

/** CAN and SUB end whatever was begun. */
function isCancel(byte: number): boolean {
  return byte === 0x18 || byte === 0x1a;
}
