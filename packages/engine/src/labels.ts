// Labels on every Docker object that Marina makes; they are how a lost object finds its owner again.

export const labels = {
  session: 'marina.session',
  instance: 'marina.instance',
  /** `1` where the instance runs a Docker Engine of its own. */
  docker: 'marina.docker',
  /** Limits of an instance, as JSON: what its settings are compared with later. */
  limits: 'marina.limits',
  /** On a network: the way out that was asked for. */
  egress: 'marina.egress',
  /** On an image: it was built for a lab. */
  built: 'marina.built',
} as const;
