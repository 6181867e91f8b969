// What the kernel is to have loaded before anybody asks: then an operator can forbid it to load more
// (kernel.modules_disabled), and students can't choose what code is in it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Of Marina's own disks, networks and firewall. */
const ofTheWorker = [
  ...['overlay', 'loop', 'ext4', 'bridge', 'br_netfilter', 'veth', 'nf_tables', 'nft_ct', 'nft_nat', 'nft_chain_nat'],
  ...['nft_fib_inet', 'nft_fib_ipv4', 'nft_fib_ipv6', 'nft_limit', 'nft_connlimit', 'nft_masq', 'nft_meta_bridge'],
  ...['nft_reject_inet', 'nft_reject_bridge', 'nf_conntrack', 'nf_conntrack_bridge', 'nf_conntrack_netlink', 'nf_nat'],
];

/** Of a Docker Engine inside: networks of each kind, published ports, a swarm. */
const ofInstances = [
  ...['vxlan', 'macvlan', 'ipvlan', 'dummy', 'ip_vs', 'ip_vs_rr', 'nft_compat', 'nft_redir', 'nft_reject_ipv4'],
  ...['nft_log', 'nf_log_syslog', 'nft_quota', 'nft_numgen', 'nft_hash', 'nft_reject_ipv6', 'ip_set'],
  ...['ip_set_hash_ip', 'ip_tables', 'iptable_filter', 'iptable_nat', 'iptable_mangle', 'iptable_raw', 'ipt_REJECT'],
  ...['xt_LOG', 'ip6_tables', 'ip6table_filter', 'ip6table_nat', 'ip6table_mangle', 'ip6table_raw', 'ip6t_REJECT'],
  ...['xt_owner', 'xt_addrtype', 'xt_bpf', 'xt_comment', 'xt_conntrack', 'xt_ipvs', 'xt_limit', 'xt_mark'],
  ...['xt_MASQUERADE', 'xt_nat', 'xt_multiport', 'xt_policy', 'xt_recent', 'xt_REDIRECT', 'xt_set', 'xt_state'],
  ...['xt_statistic', 'xt_tcpudp', 'xt_u32', 'sch_htb', 'sch_tbf', 'sch_netem', 'sch_fq_codel', 'sch_ingress'],
  ...['cls_u32', 'act_police', 'act_mirred', 'inet_diag', 'tcp_diag', 'udp_diag', 'raw_diag', 'unix_diag'],
  ...['af_packet_diag', 'netlink_diag', 'tun', 'nfnetlink'],
];

/** Loads what there is of it; a kernel without a module, or without modules, does without. */
export async function loadKernelModules(): Promise<void> {
  await run('modprobe', ['--all', '--quiet', ...ofTheWorker, ...ofInstances]).catch(() => undefined);
}
