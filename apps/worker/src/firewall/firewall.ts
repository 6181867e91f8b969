// The firewall in force: applied before anything else runs in the namespace, and the gate of sessions' networks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Egress } from '@marina/engine/cluster';
import type { RunCommand } from '@marina/engine/local/command-shell';
import type { NetworkGate } from '@marina/engine/local/session-network';
import { admission, dismissal, type FirewallSettings, ruleset } from './ruleset.ts';

/** Replaces the worker's tables, as one transaction; sessions' bridges are to be admitted again after it. */
export function applyFirewall(settings: FirewallSettings): Promise<void> {
  return nft(ruleset(settings));
}

/**
 * Opens to each session what its lab asks for, and never more than `ceiling`. A session that gets nothing costs
 * nothing: the rules refuse what they were not told of.
 */
export function createGate(run: RunCommand, ceiling: Egress, hasMirrors: boolean): NetworkGate {
  const admitted = new Map<string, Egress>();
  const forget = async (bridge: string) => {
    if (admitted.delete(bridge)) await run('nft', dismissal(bridge));
  };
  return {
    admit: async (bridge, asked) => {
      const egress = allowed(asked, ceiling, hasMirrors);
      if (admitted.get(bridge) === egress) return;
      await forget(bridge);
      if (egress === 'none') return;
      await run('nft', admission(bridge, egress));
      admitted.set(bridge, egress);
    },
    forget,
  };
}

export function allowed(asked: Egress, ceiling: Egress, hasMirrors: boolean): Egress {
  if (asked === 'internet' && ceiling === 'internet') return 'internet';
  return asked !== 'none' && ceiling !== 'none' && hasMirrors ? 'mirror' : 'none';
}

/** Feeds `text` to nft; inside `netns` (a file) where one is given. @throws Error with what nft says */
export async function nft(text: string, netns?: string): Promise<void> {
  const enter = netns ? ['nsenter', `--net=${netns}`, '--'] : [];
  const child = spawn('env', [...enter, 'nft', '-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  // It ended before it read: its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`nft refuses the rules: ${Buffer.concat(said).toString().trim().split('\n')[0]}`);
}
