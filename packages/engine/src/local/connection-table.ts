// Small tables of TCP connections. A network namespace shares the machine's, which grows with its memory: 262,144 rows
// with 24 GB. Whoever asks what listens walks all of them, two milliseconds at a time in which Linux does nothing else on
// that processor. https://docs.kernel.org/networking/ip-sysctl.html
import { existsSync } from 'node:fs';

const setting = 'net.ipv4.tcp_child_ehash_entries';
/** 64 KiB of the instance's own memory for each namespace. Half as many closed connections are remembered (TIME_WAIT). */
const rows = 8192;

/** Of the namespace in which others are made, which then have a table of their own. Nothing before Linux 6.1. */
export function connectionTableSettings(): Record<string, string> {
  return existsSync(`/proc/sys/${setting.replaceAll('.', '/')}`) ? { [setting]: `${rows}` } : {};
}
