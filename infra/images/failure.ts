// Errors of the build that a person can act on.

/** A failure said in one sentence; everything else is a defect and keeps its stack. */
export class BuildFailure extends Error {}

const KNOWN: [RegExp, string][] = [
  [/NO_PUBKEY|EXPKEYSIG/, 'The Debian archive keys of this machine are too old: update debian-archive-keyring.'],
  [
    /No space left on device|ENOSPC/i,
    'The disk is full: free some space (the images need about 3 GB) and run it again.',
  ],
  [
    /Could not resolve|Could not connect|Unable to connect|Failed to fetch|Connection (refused|timed out)|Unable to locate package|no Release file/i,
    'The Debian mirror cannot be used',
  ],
];

/** Finds the sentence for what a failed tool printed; the tool's own last error is kept as the detail. */
export function explain(what: string, output: string): BuildFailure {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const detail = lines.findLast((line) => /^(E:|Err:|tar:|mount:|.*error)/i.test(line)) ?? lines.at(-1) ?? 'no output';
  for (const [pattern, sentence] of KNOWN) {
    if (pattern.test(output)) {
      return new BuildFailure(sentence.endsWith('.') ? sentence : `${sentence} for ${what}: ${detail.trim()}`);
    }
  }
  return new BuildFailure(`${what} failed: ${detail.trim()}`);
}
