/** Begins a command whose process is asked to end when the one that starts it ends, however that comes: prctl(2). */
export const endsWithUs = ['setpriv', '--pdeathsig', 'TERM', '--'] as const;
