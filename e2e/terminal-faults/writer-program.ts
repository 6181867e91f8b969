// What runs in the instance: writes numbered lines until it is told to stop, takes down every byte that is typed, and
// in the end says what both came to.
import { z } from 'zod';

export const begin = 'BEGIN\r\n';
export const end = 'END\r\n';
/** Typing it ends the program. */
export const stopKey = '\u0004';
/** Fewer than browsers keep above their screen. */
export const tailLines = 5000;

const programFile = '/tmp/writer.py';
const resultFile = '/tmp/written.json';

const program = `
import hashlib, json, os, sys, termios, threading, time, tty
rate = int(sys.argv[1])
old = termios.tcgetattr(0)
tty.setraw(0)
typed, stop = bytearray(), threading.Event()
def read():
    while ${JSON.stringify(stopKey)}.encode() not in typed: typed.extend(os.read(0, 65536))
    stop.set()
threading.Thread(target=read, daemon=True).start()
def write(data):
    while data: data = data[os.write(1, data):]
sha, size, lines, tail = hashlib.sha256(), 0, 0, []
write(b'BEGIN\\r\\n')
startedAt = time.monotonic()
while not stop.is_set():
    line = '%08d %s é 日本' % (lines, hashlib.md5(str(lines).encode()).hexdigest())
    data = (line + '\\r\\n').encode()
    write(data)
    sha.update(data)
    size += len(data)
    lines += 1
    tail = (tail + [line])[-${tailLines}:] if lines % 1000 == 0 else tail + [line]
    ahead = size / rate - (time.monotonic() - startedAt)
    if ahead > 0.01: time.sleep(ahead)
    # Nothing is made up for: a burst could be more than the agent keeps.
    if ahead < 0: startedAt -= ahead
write(b'END\\r\\n')
tailSha = hashlib.sha256('\\n'.join(tail[-${tailLines}:]).encode()).hexdigest()
result = dict(sha=sha.hexdigest(), bytes=size, lines=lines, tailSha=tailSha,
    typedBytes=len(typed), typedSha=hashlib.sha256(typed).hexdigest())
termios.tcsetattr(0, termios.TCSANOW, old)
open('${resultFile}.new', 'w').write(json.dumps(result))
os.rename('${resultFile}.new', '${resultFile}')
`;

/** Commands for a shell. */
export const makeWriter = `rm -f ${resultFile}; echo ${Buffer.from(program).toString('base64')} | base64 -d >${programFile}`;
export const startWriter = (bytesPerSecond: number) => `python3 ${programFile} ${bytesPerSecond}\n`;
export const hasWritten = `test -s ${resultFile}`;
export const readResult = `base64 -w0 ${resultFile}`;

const resultSchema = z.object({
  sha: z.string(),
  bytes: z.number(),
  lines: z.number(),
  tailSha: z.string(),
  typedBytes: z.number(),
  typedSha: z.string(),
});
export type Written = z.infer<typeof resultSchema>;

export function parseResult(base64: string): Written {
  return resultSchema.parse(JSON.parse(Buffer.from(base64, 'base64').toString()));
}
