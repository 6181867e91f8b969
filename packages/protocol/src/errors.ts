// Every error that leaves the session manager. docs/errors.md lists the same codes; a test holds the two together.

type ErrorEntry = {
  /** HTTP status of a REST reply. */
  status: number;
  /** WebSocket close code (4000–4999 are the application's). */
  closeCode: number;
  /** What the person who meets it is told; says what to do. */
  sentence: string;
  /** Whether the same request may succeed later, unchanged. */
  retryable: boolean;
};

export const errorTable = {
  'bad-request': entry(400, 4400, 'Marina did not understand this request. Reload the page and try again.'),
  'sign-in-required': entry(401, 4401, 'This Marina asks you to sign in first.'),
  'sign-in-failed': entry(401, 4401, 'The e-mail address or the password is not right.'),
  'foreign-origin': entry(403, 4403, 'This request came from another website and was refused.'),
  'not-found': entry(404, 4404, 'There is nothing at this address.'),
  'lab-not-found': entry(404, 4404, 'This lab does not exist. Choose one from the home page.'),
  'step-not-found': entry(404, 4404, 'This lab has no such step. Reload the page: the lab may have changed.'),
  'task-not-found': entry(404, 4404, 'This lab has no such task. Reload the page: the lab may have changed.'),
  'quiz-not-found': entry(404, 4404, 'This lab has no such quiz. Reload the page: the lab may have changed.'),
  'picture-not-found': entry(404, 4404, 'This lab has no such picture.'),
  'session-not-found': entry(404, 4404, 'This session does not exist, or it is not yours. Open a new one.'),
  'instance-not-found': entry(404, 4404, 'This session has no such instance.'),
  'terminal-not-found': entry(404, 4404, 'This terminal is gone. Open a new one.'),
  'exposure-not-found': entry(404, 4404, 'No app lives at this address. Open it again from its session.'),
  'name-taken': entry(409, 4409, 'An instance with this name is already in the session. Choose another name.'),
  'too-many-instances': entry(409, 4409, 'This session has all the instances it may have. Remove one first.'),
  'too-many-terminals': entry(409, 4409, 'This instance has all the terminals it may have. Close one first.'),
  'extension-refused': entry(409, 4409, 'This session has had all its extra time.'),
  'no-more-hints': entry(409, 4409, 'This task has no more hints.'),
  'no-solution': entry(409, 4409, 'This task comes without a solution. Its hints may help.'),
  'session-ended': entry(410, 4410, 'This session has ended. Open a new one.'),
  'too-large': entry(413, 4413, 'This is more than Marina takes at once.'),
  'unknown-host': entry(
    421,
    4421,
    'Marina does not answer to this name. Its operator can set MARINA_PUBLIC_URL to it.',
  ),
  'unknown-image': entry(422, 4422, 'This kind of instance does not exist here.'),
  'too-many-sessions': entry(429, 4429, 'You have as many sessions as one person may have. End one first.'),
  'rate-limited': entry(429, 4429, 'That was too often in a short time. Wait a minute and try again.', true),
  internal: entry(500, 4500, 'Something broke in Marina. It has been logged; try again.', true),
  'app-unreachable': entry(502, 4502, 'Nothing answers on this port of the instance. Is the app running?', true),
  'engine-failed': entry(502, 4502, 'The machine that runs your instances could not do this. Try again.', true),
  'no-capacity': entry(503, 4503, 'All machines are busy. Wait a moment and try again.', true),
  'worker-unreachable': entry(
    503,
    4503,
    'The machine that runs your instances cannot be reached. Marina keeps trying.',
    true,
  ),
  'app-timeout': entry(504, 4504, 'The app took too long to answer.', true),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** An error that is shown to whoever caused it; `detail` adds the specific fact, never a secret. */
export class MarinaError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${code}: ${detail}` : code, options);
    this.name = 'MarinaError';
    this.code = code;
    this.detail = detail;
  }
}

function entry(status: number, closeCode: number, sentence: string, retryable = false): ErrorEntry {
  return { status, closeCode, sentence, retryable };
}
